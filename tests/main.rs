//! One test binary, so that linking is paid once. The folders and files mirror the rooms of `src`.

#[cfg(test)]
mod support;

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod attachments;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod clustering;
#[cfg(test)]
mod comments;
#[cfg(test)]
mod contests;
#[cfg(test)]
mod embeddings;
#[cfg(test)]
mod ideas;
#[cfg(test)]
mod immunity;
#[cfg(test)]
mod impact;
#[cfg(test)]
mod incubation;
#[cfg(test)]
mod index;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod minilabs;
#[cfg(test)]
mod notices;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod organisation;
#[cfg(test)]
mod policy_matrix;
#[cfg(test)]
mod route_coverage;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod templates;
#[cfg(test)]
mod visibility;
mod web;
#[cfg(test)]
mod world;
