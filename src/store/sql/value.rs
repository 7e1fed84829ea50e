use std::borrow::Cow;

/// A value of a statement.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) enum Value<'a> {
    /// Nothing, where a value of this kind may stand.
    Null(Kind),
    Bool(bool),
    Integer(i64),
    Text(Cow<'a, str>),
}

/// Of what kind a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::store) enum Kind {
    Bool,
    Integer,
    Text,
    /// The statement says it.
    Any,
}

impl Value<'_> {
    #[cfg_attr(not(feature = "postgres"), allow(dead_code, reason = "for a server"))]
    pub fn kind(&self) -> Kind {
        match self {
            Value::Null(kind) => *kind,
            Value::Bool(_) => Kind::Bool,
            Value::Integer(_) => Kind::Integer,
            Value::Text(_) => Kind::Text,
        }
    }
}

/// What can be a value of a statement.
pub(in crate::store) trait ToValue {
    const KIND: Kind;
    fn to_value(&self) -> Value<'_>;
}

impl ToValue for str {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }
}

impl ToValue for String {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value<'_> {
        self.as_str().to_value()
    }
}

impl ToValue for bool {
    const KIND: Kind = Kind::Bool;
    fn to_value(&self) -> Value<'_> {
        Value::Bool(*self)
    }
}

impl ToValue for i64 {
    const KIND: Kind = Kind::Integer;
    fn to_value(&self) -> Value<'_> {
        Value::Integer(*self)
    }
}

impl ToValue for u32 {
    const KIND: Kind = Kind::Integer;
    fn to_value(&self) -> Value<'_> {
        Value::Integer(i64::from(*self))
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    const KIND: Kind = T::KIND;
    fn to_value(&self) -> Value<'_> {
        (**self).to_value()
    }
}

impl<T: ToValue> ToValue for Option<T> {
    const KIND: Kind = T::KIND;
    fn to_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null(T::KIND), ToValue::to_value)
    }
}
