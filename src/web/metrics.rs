//! What a supervisor watches, in Prometheus' text format.

use std::time::Duration;

use poem::http::Method;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    path: String,
    status: u32,
}

/// The counters of this process.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Histogram,
    /// Jobs that wait or run.
    pub jobs_waiting: Gauge,
    /// The journal's last number, as this process knows it.
    pub journal_seq: Gauge,
    /// The journal's number that the index has reached.
    pub index_seq: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("minilabs");
        let requests = Family::<RequestLabels, Counter>::default();
        registry.register("http_requests", "Requests answered", requests.clone());
        let durations =
            Histogram::new([0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0]);
        registry.register("http_request_seconds", "Time to an answer", durations.clone());
        let mut gauge = |name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        let jobs_waiting = gauge("jobs_waiting", "Jobs that wait or run");
        let journal_seq = gauge("journal_seq", "Last sequence number of the journal");
        let index_seq = gauge("index_seq", "Sequence number that the index has reached");
        Self { registry, requests, durations, jobs_waiting, journal_seq, index_seq }
    }
}

impl Metrics {
    /// Counts a request under its route, not its path: paths are without number.
    pub fn observe(&self, method: &Method, route: &str, status: u16, elapsed: Duration) {
        let labels =
            RequestLabels { method: method.to_string(), path: route.to_owned(), status: u32::from(status) };
        self.requests.get_or_create(&labels).inc();
        self.durations.observe(elapsed.as_secs_f64());
    }

    /// The text a supervisor reads.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn text(&self) -> anyhow::Result<String> {
        let mut out = String::new();
        prometheus_client::encoding::text::encode(&mut out, &self.registry)?;
        Ok(out)
    }
}
