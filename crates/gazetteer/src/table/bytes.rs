//! Reading numbers and sections off the front of some bytes.

/// Why bytes are no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub(crate) &'static str);

/// What is left to be read.
#[derive(Clone, Copy)]
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl<'a> Bytes<'a> {
    /// A number, seven bits a byte, the lowest first; the highest bit says that another follows.
    pub(crate) fn number(&mut self) -> Result<u64, Malformed> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first().ok_or(Malformed("it ends within a number"))?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Malformed("a number is too long"))
    }

    /// A number that may be negative: 0, -1, 1, -2, 2, … are written as 0, 1, 2, 3, 4, …
    pub(crate) fn signed(&mut self) -> Result<i64, Malformed> {
        let value = self.number()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// A section: its length, then its bytes.
    pub(crate) fn section(&mut self) -> Result<Bytes<'a>, Malformed> {
        let length = usize::try_from(self.number()?).map_err(|_| Malformed("a section is too long"))?;
        let (section, rest) = self.0.split_at_checked(length).ok_or(Malformed("it ends within a section"))?;
        self.0 = rest;
        Ok(Bytes(section))
    }

    /// A section of lines.
    pub(crate) fn text(&mut self) -> Result<&'a str, Malformed> {
        std::str::from_utf8(self.section()?.0).map_err(|_| Malformed("a section of lines is not UTF-8"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_sections() {
        let mut bytes = Bytes(&[0xac, 0x02, 3, 2, b'a', b'b', 9]);
        assert_eq!(bytes.number(), Ok(300));
        assert_eq!(bytes.signed(), Ok(-2));
        assert_eq!(bytes.text(), Ok("ab"));
        assert!(bytes.section().is_err());
    }
}
