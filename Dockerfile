# The platform as an image: docker build -t minilabs . && docker run -p 8080:8080 -v minilabs:/data minilabs
FROM rust:1.95-slim-trixie AS build
# The system's libpq has TLS; the style sheet comes from npm.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpq-dev nodejs npm \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN cargo build --release --locked --no-default-features --bin minilabs

FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates curl libpq5 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --home-dir /data --create-home minilabs
COPY --from=build /src/target/release/minilabs /usr/local/bin/minilabs
USER minilabs
WORKDIR /data
ENV LISTEN=0.0.0.0:8080 DATA_DIR=/data DATABASE_URL=sqlite:///data/minilabs.db
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD curl -fsS http://127.0.0.1:8080/readyz || exit 1
# Tables are brought up to date first; a second process that starts at the same time finds nothing to do.
CMD ["sh", "-c", "minilabs migrate && exec minilabs serve"]
