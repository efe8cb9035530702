//! Pictures that social networks show beside a link: one for each section, and one for everything else.
//!
//! Drawn when the site is built, from shapes of our own: a numeral of the section on its colour and the strip of all
//! sections. No letters, for no font is ours to ship. A picture is a mask of coverage written with a palette of
//! sixteen mixes of two colours, which makes it a few kilobytes. Only a portal with an address has pictures, because
//! networks follow absolute addresses only. The one door to the crates `tiny_skia` and `png`.

use std::sync::LazyLock;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};

use crate::key::Key;
use crate::plan::{Idx, Portal, Section};
use crate::site::output::{Content, Keyed, Output};
use crate::site::{List, Site};
use crate::source::Span;

/// The size that the networks recommend.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;

/// Colours of the sections, as the theme's style sheet has them for light pages.
const COLORS: [[u8; 3]; 14] = [
    [0x1d, 0x56, 0x9a],
    [0x01, 0x69, 0x2e],
    [0x8f, 0x34, 0x31],
    [0x62, 0x43, 0x91],
    [0x02, 0x64, 0x64],
    [0x74, 0x4e, 0x07],
    [0x85, 0x35, 0x66],
    [0x05, 0x5f, 0x7e],
    [0x50, 0x5e, 0x06],
    [0x8a, 0x3d, 0x00],
    [0x4b, 0x4b, 0x9a],
    [0x03, 0x66, 0x54],
    [0x8d, 0x32, 0x4d],
    [0x67, 0x55, 0x01],
];

/// The colour of what belongs to no section.
const INK: [u8; 3] = [0x16, 0x20, 0x2c];

const PAPER: [u8; 3] = [0xff, 0xff, 0xff];

/// The picture of all pages that belong to no section.
pub(in crate::site) const SITE: &str = "assets/pictures/plan.png";

/// Where the picture of a section lies; sections of one number and colour have one picture.
pub(in crate::site) fn path_of(section: &Section) -> String {
    let numeral = section.number.to_lowercase();
    let is_drawn = is_numeral(&section.number);
    let name = if is_drawn { numeral } else { "section".to_owned() };
    format!("assets/pictures/{name}-{}.png", color_of(section))
}

fn color_of(section: &Section) -> usize {
    section.ordinal.saturating_sub(1) % COLORS.len()
}

/// Lists the pictures of a portal with an address.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    let portal = site.portal;
    if portal.settings.base_url.is_none() || portal.plans.is_empty() {
        return;
    }
    push(list, SITE.to_owned(), None, (INK, String::new(), None));
    for (path, section) in sections(portal) {
        let section = &portal.sections[section];
        let color = color_of(section);
        let number =
            if is_numeral(&section.number) { section.number.clone() } else { String::new() };
        push(list, path, Some(section.span), (COLORS[color], number, Some(color)));
    }
}

/// Lists one; what [`draw`] draws is all that it is made of.
fn push(
    list: &mut List<'_>,
    path: String,
    origin: Option<Span>,
    drawing: ([u8; 3], String, Option<usize>),
) {
    let content = Content::Keyed(Box::new(move || {
        let (background, numeral, section) = drawing.clone();
        let key = Key::of(&("png", &drawing));
        Keyed { key, make: Box::new(move || draw(background, &numeral, section)) }
    }));
    list.outputs.list.push(Output { path, origin, content });
}

/// Each picture once, with a section that has it.
fn sections(portal: &Portal) -> std::collections::BTreeMap<String, Idx<Section>> {
    portal.sections.iter().map(|(idx, section)| (path_of(section), idx)).collect()
}

/// Whether every letter of a number has a shape here.
fn is_numeral(number: &str) -> bool {
    !number.is_empty() && number.len() <= 6 && number.chars().all(|sign| "IVXL".contains(sign))
}

/// The bytes of a picture: the strip of sections, a calendar's grid, and the numeral if there is one.
fn draw(background: [u8; 3], numeral: &str, section: Option<usize>) -> Vec<u8> {
    static GROUND: LazyLock<Vec<u8>> = LazyLock::new(ground);
    let mut pixels = GROUND.clone();
    if let Some(field) = section {
        strip_field(&mut pixels, field, 0xf);
    }
    if let Some(path) = lettering(numeral) {
        let mut mask = Mask::new(LEFT, STRIP_TOP).expect("the size is not zero");
        mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
        let lines = pixels.chunks_exact_mut(LINE).zip(mask.data().chunks_exact(LEFT as usize));
        for (line, coverage) in lines {
            // The width is even, so no pair reaches over the end of a line.
            let (pairs, _) = coverage.as_chunks::<2>();
            for (pixels, [left, right]) in line.iter_mut().zip(pairs) {
                *pixels = left & 0xf0 | right >> 4;
            }
        }
    }
    write(&pixels, background)
}

/// Bytes of a line: half a byte a pixel.
const LINE: usize = WIDTH as usize / 2;

/// The part at the left where a numeral stands.
const LEFT: u32 = 600;

/// Where the strip of sections begins.
const STRIP_TOP: u32 = 570;

/// What all pictures have: a calendar's grid and the strip of sections.
fn ground() -> Vec<u8> {
    let mut pixels = vec![0; LINE * HEIGHT as usize];
    grid(&mut pixels);
    for field in 0..COLORS.len() {
        strip_field(&mut pixels, field, 3 + (field % 3) as u8);
    }
    pixels
}

/// A whole rectangle at one strength of sixteen; its edges stand at even places.
fn block(
    pixels: &mut [u8],
    (left, top): (usize, usize),
    (width, height): (usize, usize),
    shade: u8,
) {
    for line in pixels.chunks_exact_mut(LINE).skip(top).take(height) {
        line[left / 2..(left + width) / 2].fill(shade << 4 | shade);
    }
}

/// Five weeks of seven days at the right, the sign of a plan.
fn grid(pixels: &mut [u8]) {
    for (week, top) in (0..5).map(|week| (week, 92 + week * 82)) {
        for day in 0..7 {
            let shade = if day > 4 { 1 } else { 2 + ((week * 3 + day * 2) % 4) as u8 };
            block(pixels, (640 + day * 68, top), (56, 66), shade);
        }
    }
}

/// One field at the foot for each colour of a section.
fn strip_field(pixels: &mut [u8], field: usize, shade: u8) {
    let edge = |field: usize| field * (WIDTH as usize / 2) / COLORS.len() * 2;
    let (left, top) = (edge(field), STRIP_TOP as usize);
    block(pixels, (left, top), (edge(field + 1) - left, HEIGHT as usize - top), shade);
}

/// The shapes of a numeral, fitted into the left half.
fn lettering(numeral: &str) -> Option<Path> {
    const GAP: f32 = 26.0;
    let width = |letter: char| if letter == 'I' { 108.0 } else { 250.0 };
    let letters = numeral.chars().count() as f32;
    let all = numeral.chars().map(width).sum::<f32>() + GAP * (letters - 1.0).max(0.0);
    let scale = (500.0 / all).min(1.0);
    let mut builder = PathBuilder::new();
    let mut left = 0.0;
    for sign in numeral.chars() {
        letter(&mut builder, sign, left);
        left += width(sign) + GAP;
    }
    let top = (STRIP_TOP as f32 - HIGH * scale) / 2.0;
    builder.finish()?.transform(Transform::from_row(scale, 0.0, 0.0, scale, 76.0, top))
}

/// The height of a letter before it is fitted.
const HIGH: f32 = 320.0;

/// A Roman letter with serifs, its left edge at `left`.
fn letter(path: &mut PathBuilder, sign: char, left: f32) {
    const SERIF: f32 = 22.0;
    let mut shape = |points: &[(f32, f32)]| {
        for (at, (x, y)) in points.iter().enumerate() {
            if at == 0 { path.move_to(left + x, *y) } else { path.line_to(left + x, *y) }
        }
        path.close();
    };
    let base = HIGH - SERIF;
    match sign {
        'I' => {
            shape(&[(24.0, 0.0), (84.0, 0.0), (84.0, HIGH), (24.0, HIGH)]);
            shape(&[(0.0, 0.0), (108.0, 0.0), (108.0, SERIF), (0.0, SERIF)]);
            shape(&[(0.0, base), (108.0, base), (108.0, HIGH), (0.0, HIGH)]);
        }
        'V' => {
            shape(&[(20.0, 0.0), (86.0, 0.0), (152.0, HIGH), (108.0, HIGH)]);
            shape(&[(190.0, 0.0), (230.0, 0.0), (152.0, HIGH), (108.0, HIGH)]);
            shape(&[(0.0, 0.0), (110.0, 0.0), (110.0, SERIF), (0.0, SERIF)]);
            shape(&[(162.0, 0.0), (250.0, 0.0), (250.0, SERIF), (162.0, SERIF)]);
        }
        'X' => {
            shape(&[(20.0, 0.0), (86.0, 0.0), (232.0, HIGH), (166.0, HIGH)]);
            shape(&[(188.0, 0.0), (228.0, 0.0), (62.0, HIGH), (20.0, HIGH)]);
            shape(&[(0.0, 0.0), (108.0, 0.0), (108.0, SERIF), (0.0, SERIF)]);
            shape(&[(162.0, 0.0), (250.0, 0.0), (250.0, SERIF), (162.0, SERIF)]);
            shape(&[(0.0, base), (88.0, base), (88.0, HIGH), (0.0, HIGH)]);
            shape(&[(142.0, base), (250.0, base), (250.0, HIGH), (142.0, HIGH)]);
        }
        _ => {
            shape(&[(30.0, 0.0), (92.0, 0.0), (92.0, HIGH), (30.0, HIGH)]);
            shape(&[(0.0, 0.0), (122.0, 0.0), (122.0, SERIF), (0.0, SERIF)]);
            shape(&[(0.0, base), (250.0, base), (250.0, HIGH), (0.0, HIGH)]);
            shape(&[(226.0, 236.0), (250.0, 236.0), (250.0, HIGH), (226.0, HIGH)]);
        }
    }
}

/// A picture of sixteen mixes of two colours, half a byte a pixel.
fn write(pixels: &[u8], background: [u8; 3]) -> Vec<u8> {
    let mix = |step: u16, at: usize| {
        let (from, to) = (u16::from(background[at]), u16::from(PAPER[at]));
        ((from * (15 - step) + to * step) / 15) as u8
    };
    let palette = (0..16).flat_map(|step| [mix(step, 0), mix(step, 1), mix(step, 2)]);
    let mut bytes = Vec::with_capacity(16 * 1024);
    let mut encoder = Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Four);
    encoder.set_palette(palette.collect::<Vec<_>>());
    encoder.set_compression(Compression::Fast);
    encoder.set_filter(Filter::Up);
    let written = "a picture of known size is written to memory";
    let mut writer = encoder.write_header().expect(written);
    writer.write_image_data(pixels).expect(written);
    writer.finish().expect(written);
    bytes
}

#[cfg(test)]
mod tests {
    use super::{COLORS, draw, is_numeral};

    #[test]
    fn a_picture_is_small_and_tells_its_section() {
        let picture = draw(COLORS[6], "VII", Some(6));
        assert!(picture.starts_with(b"\x89PNG"));
        assert!(picture.len() < 40_000, "{} bytes", picture.len());
        assert_ne!(picture, draw(COLORS[6], "VI", Some(6)));
        assert!(is_numeral("XIV") && !is_numeral("1") && !is_numeral(""));
    }
}
