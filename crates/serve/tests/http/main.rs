//! A library over HTTP, without a network: requests go to the routes as they are.

mod api;
mod desk;
mod hostile;
mod pages;
mod safety;
