//! A node as it stands among the document's `nodes`.

use nest_core::value::Value;
use nest_core::{Node, Resolved};
use serde_core::ser::{Error, Serialize, SerializeMap, Serializer};

/// What is known of a node without evaluating anything.
pub struct AboutNode<'r> {
    pub resolved: &'r Resolved<'r>,
    pub node: Node<'r>,
}

impl Serialize for AboutNode<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { node, .. } = self;
        let traits: Vec<&str> = node.traits().map(|(name, _)| name).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", node.name)?;
        // Of `names = path;`, it is called otherwise there.
        if node.output() != node.name {
            map.serialize_entry("output", node.output())?;
        }
        map.serialize_entry("outputs", &node.outputs().collect::<Vec<_>>())?;
        map.serialize_entry("namespace", &node.namespace())?;
        map.serialize_entry("traits", &traits)?;
        if node.is_extern() {
            map.serialize_entry("extern", &true)?;
        }
        map.serialize_entry("attrs", &Attributes(self))?;
        map.end()
    }
}

struct Attributes<'n>(&'n AboutNode<'n>);

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let AboutNode { resolved, node } = self.0;
        let attrs = node.attrs();
        serializer.collect_map(attrs.map(|(name, value)| (name, AttributeValue { resolved, value })))
    }
}

/// A value of an attribute.
struct AttributeValue<'v> {
    resolved: &'v Resolved<'v>,
    value: &'v Value<'v>,
}

impl Serialize for AttributeValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let resolved = self.resolved;
        match self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(b) => serializer.serialize_bool(*b),
            Value::Int(i) => serializer.serialize_i64(*i),
            Value::Float(x) => serializer.serialize_f64(*x),
            Value::Str(text) => serializer.serialize_str(text),
            Value::List(parts) => {
                serializer.collect_seq(parts.iter().map(|value| AttributeValue { resolved, value }))
            }
            Value::Map(parts) => serializer
                .collect_map(parts.iter().map(|(name, value)| (name, AttributeValue { resolved, value }))),
            // The key of the node among the nodes.
            Value::Node(id, _) => serializer.serialize_str(&resolved.path(*id)),
            Value::Unknown => Err(S::Error::custom("an attribute has a value that the macro could not read")),
        }
    }
}
