//! A library over HTTP, without a network: requests go to the routes as they are.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod api;
mod desk;
mod hostile;
mod pages;
mod safety;
