//! What the styles of a document say of its words: capital letters and numbers.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::attribute;

/// A style can stand on another, that on a third; a longer way is a circle.
const LONGEST_WAY: usize = 20;

/// The styles by their names within the document.
#[derive(Default)]
pub(super) struct Styles<'d>(BTreeMap<&'d str, Node<'d, 'd>>);

impl<'d> Styles<'d> {
    pub(super) fn read(root: Node<'d, 'd>) -> Self {
        let styles = root.children().filter(|node| node.tag_name().name() == "style");
        Self(styles.filter_map(|style| Some((attribute(style, "styleId")?, style))).collect())
    }

    /// The style and those it stands on.
    fn way(&self, name: Option<&str>) -> impl Iterator<Item = Node<'d, 'd>> {
        let first = name.and_then(|name| self.0.get(name).copied());
        let below = |style: &Node<'d, 'd>| self.0.get(value(*style, "basedOn")?).copied();
        std::iter::successors(first, below).take(LONGEST_WAY)
    }

    /// Whether words of this style are printed in capital letters.
    pub(super) fn is_capital(&self, name: Option<&str>) -> bool {
        let said = |style| is_on(child(style, "rPr")?, "caps");
        self.way(name).find_map(said).unwrap_or_default()
    }

    /// What the style, or one it stands on, says of numbers; and the name of the one that says it.
    pub(super) fn numbered(&self, name: Option<&str>) -> Option<(&'d str, Node<'d, 'd>)> {
        self.way(name).find_map(|style| {
            let numbers = child(child(style, "pPr")?, "numPr")?;
            Some((attribute(style, "styleId")?, numbers))
        })
    }
}

/// The first element of this name in another.
pub(super) fn child<'d>(parent: Node<'d, 'd>, name: &str) -> Option<Node<'d, 'd>> {
    parent.children().find(|node| node.tag_name().name() == name)
}

/// What the first element of this name has for its value.
pub(super) fn value<'d>(parent: Node<'d, 'd>, name: &str) -> Option<&'d str> {
    attribute(child(parent, name)?, "val")
}

/// Whether a property is switched on or off (ECMA-376, part 1, 17.17.4); `None` when it is not named.
pub(super) fn is_on<'d>(properties: Node<'d, 'd>, name: &str) -> Option<bool> {
    let value = attribute(child(properties, name)?, "val");
    Some(value.is_none_or(|value| !["0", "false", "off"].contains(&value)))
}
