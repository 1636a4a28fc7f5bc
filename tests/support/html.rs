//! A page, read as a browser reads it.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A parsed page.
pub struct Document {
    /// Every element, in the page's order.
    pub elements: Vec<Element>,
    /// What the parser complained of.
    pub faults: Vec<String>,
    text: String,
}

/// An element.
#[derive(Debug, Clone)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<(String, String)>,
    /// The text inside, joined by single spaces.
    pub text: String,
    /// The names of the elements it is in, the outermost first.
    pub inside: Vec<String>,
}

impl Element {
    /// An attribute's value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Document {
    /// Reads a page.
    pub fn parse(html: &str) -> Self {
        let options = ParseOpts::default();
        let dom = parse_document(RcDom::default(), options).one(html);
        let mut document = Self {
            elements: Vec::new(),
            faults: dom.errors.borrow().iter().map(ToString::to_string).collect(),
            text: words(&dom.document),
        };
        walk(&dom.document, &mut Vec::new(), &mut document.elements);
        document
    }

    /// The elements of a name.
    pub fn all(&self, name: &str) -> Vec<Element> {
        self.elements.iter().filter(|element| element.name == name).cloned().collect()
    }

    /// What a reader sees, joined by single spaces.
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn walk(node: &Handle, inside: &mut Vec<String>, out: &mut Vec<Element>) {
    let mut entered = false;
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes = attrs.borrow();
        let attributes = attributes
            .iter()
            .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
        out.push(Element {
            name: name.local.to_string(),
            attributes: attributes.collect(),
            text: words(node),
            inside: inside.clone(),
        });
        inside.push(name.local.to_string());
        entered = true;
    }
    for child in node.children.borrow().iter() {
        walk(child, inside, out);
    }
    if entered {
        inside.pop();
    }
}

fn words(node: &Handle) -> String {
    let mut text = String::new();
    gather(node, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(node: &Handle, out: &mut String) {
    match &node.data {
        NodeData::Text { contents } => out.push_str(&contents.borrow()),
        NodeData::Element { name, .. } if ["script", "style", "svg"].contains(&&*name.local) => return,
        _ => {}
    }
    for child in node.children.borrow().iter() {
        gather(child, out);
    }
    out.push(' ');
}
