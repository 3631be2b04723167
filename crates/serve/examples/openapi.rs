//! Prints the OpenAPI document as `docs/openapi.json` keeps it.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{}", serde_json::to_string_pretty(&serve::document())?);
    Ok(())
}
