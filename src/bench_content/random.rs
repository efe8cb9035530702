//! Dice that fall the same for the same seed, on every machine: the generator SplitMix64.

/// A sequence of numbers.
#[derive(Clone, Debug)]
pub(in crate::bench_content) struct Dice {
    state: u64,
}

impl Dice {
    /// The sequence of this seed; `of` tells one use of a seed from another.
    pub(in crate::bench_content) fn new(seed: u64, of: &str) -> Dice {
        let mixed = xxhash_rust::xxh3::xxh3_64_with_seed(of.as_bytes(), seed);
        Dice { state: mixed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `end`.
    pub(in crate::bench_content) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).expect("usize has at most 64 bits");
        usize::try_from(self.next() % end).expect("it is below a usize")
    }

    /// True in `percent` of 100 throws.
    pub(in crate::bench_content) fn is_within(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list.
    pub(in crate::bench_content) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    /// One of a list by weight.
    pub(in crate::bench_content) fn weighted<'a>(&mut self, list: &[(usize, &'a str)]) -> &'a str {
        let mut at = self.below(list.iter().map(|(weight, _)| weight).sum());
        for (weight, word) in list {
            match at.checked_sub(*weight) {
                Some(rest) => at = rest,
                None => return word,
            }
        }
        ""
    }
}
