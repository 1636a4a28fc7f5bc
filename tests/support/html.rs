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
    /// Every form that writes.
    pub forms: Vec<PageForm>,
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

/// A form of a page, as a browser would send it untouched.
#[derive(Debug, Clone, Default)]
pub struct PageForm {
    /// Its id, for buttons that stand elsewhere; empty for none.
    pub id: String,
    /// Where it goes.
    pub action: String,
    /// Whether it takes a file along, and the name of that field.
    pub file: Option<String>,
    /// Its fields but the token: name, value, and the kind: `hidden`, `text`, `choice`.
    pub fields: Vec<(String, String, &'static str)>,
    /// Its buttons.
    pub buttons: Vec<Button>,
}

/// Where a button sends its form instead, and what it adds.
pub type Button = (Option<String>, Option<(String, String)>);

impl Document {
    /// Reads a page.
    pub fn parse(html: &str) -> Self {
        Self::read(html, true)
    }

    /// Reads a page without its texts: much faster, for who looks at hundreds of pages.
    pub fn outline(html: &str) -> Self {
        Self::read(html, false)
    }

    fn read(html: &str, with_text: bool) -> Self {
        let options = ParseOpts::default();
        let dom = parse_document(RcDom::default(), options).one(html);
        let mut document = Self {
            elements: Vec::new(),
            faults: dom.errors.borrow().iter().map(ToString::to_string).collect(),
            forms: Vec::new(),
            text: if with_text { words(&dom.document) } else { String::new() },
        };
        walk(&dom.document, &mut Vec::new(), with_text, &mut document.elements);
        let mut elsewhere = Vec::new();
        find_forms(&dom.document, None, &mut document.forms, &mut elsewhere);
        for (id, button) in elsewhere {
            let its = document.forms.iter_mut().filter(|form| form.id == id);
            its.for_each(|form| form.buttons.push(button.clone()));
        }
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

fn walk(node: &Handle, inside: &mut Vec<String>, with_text: bool, out: &mut Vec<Element>) {
    let mut entered = false;
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes = attrs.borrow();
        let attributes = attributes
            .iter()
            .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
        out.push(Element {
            name: name.local.to_string(),
            attributes: attributes.collect(),
            text: if with_text { words(node) } else { String::new() },
            inside: inside.clone(),
        });
        inside.push(name.local.to_string());
        entered = true;
    }
    for child in node.children.borrow().iter() {
        walk(child, inside, with_text, out);
    }
    if entered {
        inside.pop();
    }
}

fn find_forms(
    node: &Handle,
    form: Option<usize>,
    out: &mut Vec<PageForm>,
    elsewhere: &mut Vec<(String, Button)>,
) {
    let mut form = form;
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes = attrs.borrow();
        let value = |name: &str| {
            attributes.iter().find(|one| &*one.name.local == name).map(|one| one.value.to_string())
        };
        match (&*name.local, form) {
            ("form", _) if value("method").as_deref() == Some("post") => {
                let (id, action) = (value("id").unwrap_or_default(), value("action").unwrap_or_default());
                out.push(PageForm { id, action, ..PageForm::default() });
                form = Some(out.len() - 1);
            }
            ("form", _) => return,
            ("button", _) if value("form").is_some() => {
                elsewhere.push((value("form").unwrap_or_default(), button(value)));
            }
            (kind, Some(place)) => add_field(node, kind, value, &mut out[place]),
            _ => {}
        }
    }
    for child in node.children.borrow().iter() {
        find_forms(child, form, out, elsewhere);
    }
}

fn add_field(node: &Handle, element: &str, value: impl Fn(&str) -> Option<String>, form: &mut PageForm) {
    if element == "button" {
        return form.buttons.push(button(value));
    }
    let (name, given) = (value("name").unwrap_or_default(), value("value").unwrap_or_default());
    if name.is_empty() || name == "csrf_token" || value("disabled").is_some() {
        return;
    }
    let is_known = form.fields.iter().any(|(known, ..)| *known == name);
    let (text, kind) = match (element, value("type").as_deref()) {
        ("textarea", _) => (words(node), "text"),
        ("select", _) => (chosen(node).unwrap_or_default(), "choice"),
        ("input", Some("file")) => return form.file = Some(name),
        ("input", Some("hidden")) => (given, "hidden"),
        ("input", Some("radio")) if is_known && value("checked").is_none() => return,
        ("input", Some("radio")) => (given, "choice"),
        ("input", Some("checkbox")) if value("checked").is_none() => return,
        ("input", Some("checkbox")) => return form.fields.push((name, given, "choice")),
        ("input", _) => (given, "text"),
        _ => return,
    };
    form.fields.retain(|(known, ..)| *known != name);
    form.fields.push((name, text, kind));
}

fn button(value: impl Fn(&str) -> Option<String>) -> Button {
    let adds = value("name").map(|name| (name, value("value").unwrap_or_default()));
    (value("formaction"), adds)
}

/// The option that is chosen; the first one, where none is.
fn chosen(select: &Handle) -> Option<String> {
    let mut first = None;
    let mut waiting: Vec<Handle> = select.children.borrow().iter().rev().cloned().collect();
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children.borrow().iter().rev().cloned());
        let NodeData::Element { name, attrs, .. } = &node.data else { continue };
        if &*name.local != "option" {
            continue;
        }
        let attributes = attrs.borrow();
        let find = |name: &str| attributes.iter().find(|one| &*one.name.local == name);
        let value = find("value").map(|one| one.value.to_string()).unwrap_or_default();
        if find("selected").is_some() {
            return Some(value);
        }
        first.get_or_insert(value);
    }
    first
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
