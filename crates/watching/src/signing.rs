//! Signatures by HMAC-SHA256, and random secrets.

use hmac::{Hmac, Mac};
use record::Diagnostic;
use sha2::{Digest, Sha256};

/// The signature of a message, in hex digits.
pub fn sign(secret: &str, message: &[u8]) -> String {
    hex(&mac(secret, message).finalize().into_bytes())
}

/// Whether a signature is that of a message; in the same time whatever the signature is.
pub fn is_signed(secret: &str, message: &[u8], signature: &str) -> bool {
    unhex(signature).is_some_and(|signature| mac(secret, message).verify_slice(&signature).is_ok())
}

/// A name for content, in hex digits.
pub fn digest(content: &[u8]) -> String {
    hex(&Sha256::digest(content)[..16])
}

fn mac(secret: &str, message: &[u8]) -> Hmac<Sha256> {
    // A key of any length is good for HMAC; the type says "maybe" for other algorithms.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .unwrap_or_else(|_| Hmac::<Sha256>::new(&hmac::digest::Key::<Hmac<Sha256>>::default()));
    mac.update(message);
    mac
}

/// A secret of 32 random bytes, in hex digits.
///
/// # Errors
/// When the machine has no random numbers.
pub fn random() -> Result<String, Diagnostic> {
    use rustls::crypto::SecureRandom;
    let mut bytes = [0; 32];
    let provider = rustls::crypto::ring::default_provider();
    let random: &dyn SecureRandom = provider.secure_random;
    random
        .fill(&mut bytes)
        .map_err(|_| Diagnostic::error("watch/random", "the machine gives no random numbers for a secret"))?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|p| p.len() == 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_case_of_rfc_4231() {
        // Section 4.3.
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(sign("Jefe", b"what do ya want for nothing?"), expected);
        assert!(is_signed("Jefe", b"what do ya want for nothing?", expected));
        assert!(!is_signed("Jefe", b"what do ya want for nothing!", expected));
        for wrong in ["", "5b", "zz", "é", &expected[..62], &format!("{expected}00")] {
            assert!(!is_signed("Jefe", b"what do ya want for nothing?", wrong), "{wrong}");
        }
    }

    #[test]
    fn secrets_differ() {
        let (a, b) = (random().unwrap(), random().unwrap());
        assert!(a.len() == 64 && a != b);
    }
}
