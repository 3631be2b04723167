//! Which vector instructions there are.

use std::sync::OnceLock;

/// The variable that names the instructions to use instead of the best ones, for tests and measurements.
const FORCED: &str = "RAPPORTEUR_INSTRUCTIONS";

/// A set of vector instructions that there is a kernel for. A value says that this processor has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instructions(pub(crate) Set);

/// From least to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Set {
    /// None beyond those that the program was compiled for.
    Portable,
    /// AVX2 with FMA: two products of bytes are added in 16 bits.
    Avx2,
    /// AVX2 with VNNI: four products of bytes are added in 32 bits.
    AvxVnni,
    /// AVX-512, adding in 16 bits.
    Avx512,
    /// AVX-512 with VNNI.
    Avx512Vnni,
}

impl Set {
    const ALL: [Self; 5] = [Self::Portable, Self::Avx2, Self::AvxVnni, Self::Avx512, Self::Avx512Vnni];

    fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            Self::Avx2 => "avx2",
            Self::AvxVnni => "avx-vnni",
            Self::Avx512 => "avx512",
            Self::Avx512Vnni => "avx512-vnni",
        }
    }

    #[cfg(target_arch = "x86_64")]
    fn is_here(self) -> bool {
        let avx2 = || is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        let avx512 = || is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw");
        match self {
            Self::Portable => true,
            Self::Avx2 => avx2(),
            Self::AvxVnni => avx2() && is_x86_feature_detected!("avxvnni"),
            Self::Avx512 => avx512(),
            Self::Avx512Vnni => avx512() && is_x86_feature_detected!("avx512vnni"),
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn is_here(self) -> bool {
        self == Self::Portable
    }
}

impl Instructions {
    /// The best ones of this processor; those that the variable `RAPPORTEUR_INSTRUCTIONS` names if it has them.
    pub fn best() -> Self {
        static BEST: OnceLock<Instructions> = OnceLock::new();
        *BEST.get_or_init(|| {
            let forced = std::env::var(FORCED).ok();
            let named = |one: &Self| Some(one.name()) == forced.as_deref();
            Self::all().find(named).or(Self::all().last()).unwrap_or(Self(Set::Portable))
        })
    }

    /// All that this processor has, the best ones last.
    pub fn all() -> impl Iterator<Item = Self> {
        Set::ALL.into_iter().filter(|set| set.is_here()).map(Self)
    }

    /// As the variable `RAPPORTEUR_INSTRUCTIONS` writes it.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The largest activation byte with which weights of up to `largest` in size are multiplied exactly.
    ///
    /// Without VNNI two products are added in 16 bits; bytes of seven bits are safe with all weights.
    pub fn levels(self, largest: u8) -> u8 {
        let narrow = matches!(self.0, Set::Avx2 | Set::Avx512);
        if narrow && u32::from(largest) * 2 * 255 > 32_767 { 127 } else { 255 }
    }
}
