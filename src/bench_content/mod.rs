//! Synthetic portals of any size, for measuring: offices, years, people, sections and entries made of word lists.
//!
//! Comes in: how many entries, and a seed. Goes out: the files of a content folder, always the same for the same
//! wish. No real place, person or institution stands in it; the sentences have the shape and length of a real
//! plan. [`generate`] makes one office after the other in parallel; `words.rs` holds the lists, `random.rs` the
//! dice, `office.rs` and `plan.rs` what an office's files say. The portal passes `check` without a remark.

mod office;
mod plan;
mod random;
mod words;

use rayon::prelude::*;

/// What portal is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Entries in all plans together.
    pub entries: usize,
    /// Another seed makes another portal of the same size.
    pub seed: u64,
    /// The year of the latest plan.
    pub last_year: i32,
    /// About how many entries one plan gets; [`ENTRIES_OF_A_PLAN`] unless a large plan is to be measured.
    pub entries_of_a_plan: usize,
}

/// One file: its path in the content folder, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// With `/`: `offices/o01/people.toml`.
    pub path: String,
    /// UTF-8 with `\n`.
    pub text: String,
}

/// About as many entries as an office's plan of one year has, twice: plans grow.
pub const ENTRIES_OF_A_PLAN: usize = 400;

/// Most years that one office keeps.
const MOST_YEARS: usize = 10;

/// How the entries are shared out: 400 make one plan, 4,000 make 4 offices × 3 years, 100,000 make 25 × 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    offices: usize,
    years: usize,
}

impl Shape {
    fn of(entries: usize, entries_of_a_plan: usize) -> Shape {
        let plans = entries.div_ceil(entries_of_a_plan.max(1)).max(1);
        let years = (1..=MOST_YEARS).take_while(|years| years * years <= plans).last().unwrap_or(1);
        Shape { offices: plans.div_ceil(years), years }
    }
}

/// Makes the files of the portal, in the order of their paths within each office.
pub fn generate(wish: Wish) -> Vec<GeneratedFile> {
    let shape = Shape::of(wish.entries, wish.entries_of_a_plan);
    let mut files = vec![portal_file(wish, shape)];
    let offices =
        (0..shape.offices).into_par_iter().map(|office| office_files(wish, shape, office));
    files.extend(offices.collect::<Vec<_>>().into_iter().flatten());
    files
}

fn portal_file(wish: Wish, shape: Shape) -> GeneratedFile {
    let mut text = String::from("title = \"План роботи методичних кабінетів\"\n");
    text.push_str("base_url = \"https://plan.example/\"\ntime_zone = \"Europe/Kyiv\"\n");
    if shape.offices == 1 {
        text.push_str(&format!("current = \"{}\"\n\n", wish.last_year));
        text.push_str(&office::Office::new(wish.seed, 0).organization());
    }
    GeneratedFile { path: "portal.toml".to_owned(), text }
}

fn office_files(wish: Wish, shape: Shape, number: usize) -> Vec<GeneratedFile> {
    let office = office::Office::new(wish.seed, number);
    let folder = match shape.offices {
        1 => String::new(),
        _ => format!("offices/{}/", office.id),
    };
    let mut files = Vec::new();
    let mut put = |path: String, text: String| {
        files.push(GeneratedFile { path: format!("{folder}{path}"), text });
    };
    if shape.offices > 1 {
        put("office.toml".to_owned(), office.office_file(wish.last_year));
    }
    for (path, text) in office.tables() {
        put(path.to_owned(), text);
    }
    let plans = shape.offices * shape.years;
    for age in 0..shape.years {
        let year = wish.last_year - i32::try_from(age).expect("there are at most ten years");
        let place = number * shape.years + age;
        let entries = wish.entries * (place + 1) / plans - wish.entries * place / plans;
        let address = if age == 0 { String::new() } else { year.to_string() };
        for (path, text) in plan::files(&office, wish.seed, year, &address, entries) {
            put(format!("plans/{year}/{path}"), text);
        }
    }
    for (path, text) in office.practices(wish.last_year) {
        put(path, text);
    }
    files
}

#[cfg(test)]
mod tests {
    use super::{ENTRIES_OF_A_PLAN, Shape, Wish, generate};
    use crate::read::{Body, ContentFile};

    fn wish(entries: usize, seed: u64) -> Wish {
        Wish { entries, seed, last_year: 2040, entries_of_a_plan: ENTRIES_OF_A_PLAN }
    }

    #[test]
    fn plans_are_shared_out_over_offices_and_years() {
        let usual = |entries| Shape::of(entries, ENTRIES_OF_A_PLAN);
        assert_eq!(usual(400), Shape { offices: 1, years: 1 });
        assert_eq!(usual(4_000), Shape { offices: 4, years: 3 });
        assert_eq!(usual(40_000), Shape { offices: 10, years: 10 });
        assert_eq!(usual(100_000), Shape { offices: 25, years: 10 });
        assert_eq!(Shape::of(6_000, 6_000), Shape { offices: 1, years: 1 });
    }

    #[test]
    fn the_same_wish_makes_the_same_portal_and_another_seed_another() {
        assert_eq!(generate(wish(900, 7)), generate(wish(900, 7)));
        assert_ne!(generate(wish(900, 7)), generate(wish(900, 8)));
    }

    #[test]
    fn a_portal_of_many_offices_has_every_entry_and_no_fault() {
        let files = generate(wish(1_700, 3))
            .into_iter()
            .map(|file| ContentFile { path: file.path, body: Body::Bytes(file.text.into_bytes()) });
        let refuse = |_: &str| Err(std::io::ErrorKind::NotFound.into());
        let (sources, records, faults) = crate::read::parse(files.collect(), "content", &refuse);
        let loaded = crate::understand(sources, records, faults, crate::drafts::Drafts::LeftOut);
        let report = crate::report::report(
            &loaded.diagnostics,
            &loaded.sources,
            crate::report::Format::Text,
            crate::text::Language::En,
        );
        assert!(loaded.diagnostics.is_empty(), "{report}");
        assert_eq!(loaded.portal.entries.len(), 1_700);
        assert!(loaded.portal.organizations.len() > 1 && loaded.portal.items.len() > 1_000);
    }
}
