//! Routes with their description: OpenAPI 3.1, its schemas from the same types that are sent.

use crate::app::App;
use crate::problem::Problem;
use axum::Router;
use axum::routing::MethodRouter;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// What a route takes and gives.
pub(super) struct Operation {
    /// `get`, `post`, `delete`.
    pub method: &'static str,
    /// Under the root, with `{name}` for parts of it.
    pub path: &'static str,
    /// Its name in generated clients.
    pub id: &'static str,
    /// In a sentence.
    pub summary: &'static str,
    query: Vec<Value>,
    body: Option<Value>,
    answer: Value,
    refused: Vec<u16>,
}

/// Routes on their way to a router and a document.
pub(super) struct Api {
    schemas: SchemaGenerator,
    paths: Map<String, Value>,
    router: Router<App>,
    problem: Value,
}

impl Api {
    pub fn new() -> Self {
        let mut settings = SchemaSettings::draft2020_12().for_serialize();
        settings.definitions_path = "/components/schemas".into();
        let mut schemas = settings.into_generator();
        let problem = schemas.subschema_for::<Problem>().to_value();
        Self { schemas, paths: Map::new(), router: Router::new(), problem }
    }

    /// A route that answers a `GET` with a value as JSON, or with nothing where the client has it already.
    pub fn get<T: JsonSchema>(&mut self, path: &'static str, id: &'static str, summary: &'static str) -> Operation {
        let schema = self.schemas.subschema_for::<T>();
        Operation {
            method: "get",
            path,
            id,
            summary,
            query: Vec::new(),
            body: None,
            answer: json!({
                "200": { "description": "Found.", "headers": tag(), "content": { "application/json": { "schema": schema } } },
                "304": { "description": "The client has it already (If-None-Match)." },
            }),
            refused: vec![],
        }
    }

    /// A route that answers with words of other kinds.
    pub fn get_as(&mut self, path: &'static str, id: &'static str, summary: &'static str, kinds: &[&str]) -> Operation {
        let content: Map<String, Value> =
            kinds.iter().map(|kind| ((*kind).to_owned(), json!({ "schema": { "type": "string" } }))).collect();
        let mut operation = self.get::<()>(path, id, summary);
        operation.answer["200"]["content"] = Value::Object(content);
        operation
    }

    /// A route that changes something; `status` and what it answers then.
    pub fn change<B: JsonSchema, T: JsonSchema>(
        &mut self,
        method: &'static str,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        says: &'static str,
    ) -> Operation {
        let body = self.schemas.subschema_for::<B>().to_value();
        let answer = self.schemas.subschema_for::<T>();
        let nothing = |schema: &Value| schema.get("type").is_some_and(|kind| kind == "null");
        let mut operation = self.get::<()>(path, id, summary);
        operation.method = method;
        operation.body = Some(body).filter(|body| !nothing(body));
        operation.answer = if nothing(answer.as_value()) {
            json!({ "204": { "description": says } })
        } else {
            json!({ "200": { "description": says, "content": { "application/json": { "schema": answer } } } })
        };
        operation.refused = vec![408, 413, 415, 422, 507];
        if operation.body.is_none() {
            operation.refused = vec![507];
        }
        operation
    }

    /// Adds a route with its handler.
    pub fn route(&mut self, operation: Operation, handler: MethodRouter<App>) {
        self.router = std::mem::take(&mut self.router).route(operation.path, handler);
        let Operation { method, path, id, summary, query, body, answer, refused } = operation;
        let parts = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let mut parameters: Vec<Value> = parts
            .map(|part| json!({ "name": part, "in": "path", "required": true, "schema": path_schema(part) }))
            .collect();
        let is_one = !parameters.is_empty();
        parameters.extend(query);
        let mut answers = answer.as_object().cloned().unwrap_or_default();
        let usual = [400, 401, 403, 421, 429, 500, 503];
        for status in usual.into_iter().chain(refused).chain(is_one.then_some(404)) {
            let problem = json!({ "description": meaning(status), "content": { "application/problem+json": { "schema": self.problem } } });
            answers.insert(status.to_string(), problem);
        }
        let mut described = json!({ "operationId": id, "summary": summary, "responses": answers });
        if !parameters.is_empty() {
            described["parameters"] = Value::Array(parameters);
        }
        if let Some(schema) = body {
            described["requestBody"] =
                json!({ "required": true, "content": { "application/json": { "schema": schema } } });
        }
        let at = self.paths.entry(format!("{}{path}", super::ROOT)).or_insert_with(|| json!({}));
        at[method] = described;
    }

    /// The router, and the document.
    pub fn finish(mut self) -> (Router<App>, Value) {
        let schemas = self.schemas.take_definitions(true);
        let document = json!({
            "openapi": "3.1.0",
            "info": {
                "title": "rapporteur",
                "version": env!("CARGO_PKG_VERSION"),
                "description": "Reports of a library, the stories that they tell, and every datum with the words that it was read from. \
                                Offsets are bytes of a report’s text. Problems are answered as RFC 9457 has them.",
                "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            },
            "security": [{ "token": [] }, {}],
            "paths": self.paths,
            "components": {
                "schemas": schemas,
                "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "Asked for where the server was started with tokens." } },
            },
        });
        (self.router, document)
    }

    /// The parameters of a query, from the type that takes it.
    pub fn query<T: JsonSchema>(&mut self) -> Vec<Value> {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        let schema = settings.for_deserialize().into_generator().into_root_schema_for::<T>().to_value();
        let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let properties = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        let parameter = |(name, mut schema): (String, Value)| {
            let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
            let required = required.contains(&Value::String(name.clone()));
            json!({ "name": name, "in": "query", "required": required, "description": description, "schema": given(schema) })
        };
        properties.into_iter().map(parameter).collect()
    }
}

impl Operation {
    /// The same with a status of its own for what it refuses.
    pub fn refuses(mut self, status: u16) -> Self {
        self.refused.push(status);
        self
    }

    /// The same for an answer that is made anew each time.
    pub fn fresh(mut self) -> Self {
        if let Some(answers) = self.answer.as_object_mut() {
            answers.remove("304");
        }
        if let Some(found) = self.answer["200"].as_object_mut() {
            found.remove("headers");
        }
        self
    }

    /// The same with a query.
    pub fn asks(mut self, query: Vec<Value>) -> Self {
        self.query = query;
        self
    }
}

/// A parameter that is left out is no null.
fn given(mut schema: Value) -> Value {
    if let Some(kinds) = schema.get("type").and_then(Value::as_array) {
        let kinds: Vec<&Value> = kinds.iter().filter(|kind| *kind != "null").collect();
        if let [kind] = kinds.as_slice() {
            schema["type"] = (*kind).clone();
        }
    }
    if let Some(object) = schema.as_object_mut() {
        object.remove("default");
        object.remove("format");
    }
    schema
}

fn path_schema(part: &str) -> Value {
    match part {
        "format" => json!({ "type": "string", "enum": super::stories::formats() }),
        "number" => json!({ "type": "integer", "minimum": 1 }),
        _ => json!({ "type": "string", "minLength": 1 }),
    }
}

fn tag() -> Value {
    json!({ "ETag": { "description": "Changes when the answer may have.", "schema": { "type": "string" } } })
}

fn meaning(status: u16) -> &'static str {
    match status {
        400 => "The request makes no sense.",
        401 => "A token is asked for.",
        403 => "The token may not do this, or the request came from another site.",
        404 => "There is none.",
        408 => "The request took too long.",
        413 => "The body is too large.",
        415 => "The body is no JSON.",
        421 => "The server has another name.",
        422 => "The body is not what it should be.",
        429 => "Too many requests.",
        503 => "The server has more to do than it can.",
        507 => "The library cannot be written to.",
        _ => "This failed inside the program.",
    }
}
