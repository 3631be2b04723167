//! How much one address may ask for.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Seconds of its rate that an address may use at once: a page with all that belongs to it, some pages in a row.
const BURST: f64 = 10.0;
/// Addresses that are remembered; the full are forgotten first.
const ADDRESSES: usize = 10_000;

/// A bucket of requests for each address, filled at a steady rate.
pub struct Rates {
    rate: f64,
    buckets: Mutex<HashMap<IpAddr, (f64, Instant)>>,
}

impl Rates {
    pub fn new(rate: f64) -> Self {
        Self { rate, buckets: Mutex::default() }
    }

    /// Takes one request out of an address's bucket; `false` where that is empty.
    pub fn take(&self, from: IpAddr, now: Instant) -> bool {
        let most = self.rate * BURST;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let filled = |(left, then): (f64, Instant)| {
            (left + now.saturating_duration_since(then).as_secs_f64() * self.rate).min(most)
        };
        if buckets.len() >= ADDRESSES && !buckets.contains_key(&network(from)) {
            buckets.retain(|_, bucket| filled(*bucket) < most);
            if buckets.len() >= ADDRESSES {
                return false;
            }
        }
        let bucket = buckets.entry(network(from)).or_insert((most, now));
        let left = filled(*bucket);
        let enough = left >= 1.0;
        *bucket = (if enough { left - 1.0 } else { left }, now);
        enough
    }
}

/// A household has a whole network of IPv6 addresses.
pub fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => IpAddr::V6((u128::from(six) & !u128::from(u64::MAX)).into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_flood_is_stopped_and_others_are_not() {
        let rates = Rates::new(2.0);
        let start = Instant::now();
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let taken = (0..100).filter(|_| rates.take(one, start)).count();
        assert_eq!(taken, 20);
        assert!(rates.take(other, start));
        assert!(rates.take(one, start + Duration::from_secs(1)));
    }

    #[test]
    fn one_network_has_one_bucket() {
        let six = |text: &str| network(text.parse().unwrap());
        assert_eq!(six("2001:db8::1"), six("2001:db8::ffff:1"));
        assert_eq!(six("::ffff:10.0.0.1"), IpAddr::from([10, 0, 0, 1]));
    }
}
