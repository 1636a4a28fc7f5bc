//! Takes the theme's and the API browser's files from the npm registry, at the versions of the lock file, so that they
//! are part of the binary.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, io};

/// Where the list of packages is.
const PACKAGES: &str = "templates/themes/default";
/// What is embedded: the file in its package, and the name it is asked for by.
const FILES: [(&str, &str); 3] = [
    ("@picocss/pico/css/pico.min.css", "pico.css"),
    ("swagger-ui-dist/swagger-ui.css", "swagger-ui.css"),
    ("swagger-ui-dist/swagger-ui-bundle.js", "swagger-ui-bundle.js"),
];

fn main() {
    for path in ["migrations", "locales", "templates", "build.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    if let Err(error) = embed() {
        println!("cargo::error={error}");
    }
}

fn embed() -> Result<(), String> {
    let out = out_folder()?;
    let (npm, assets) = (out.join("npm"), out.join("assets"));
    fs::create_dir_all(&npm).map_err(|error| at(&npm, &error))?;
    fs::create_dir_all(&assets).map_err(|error| at(&assets, &error))?;
    if copy_if_changed("package-lock.json", &npm)? | copy_if_changed("package.json", &npm)?
        || !is_installed(&npm)
    {
        install(&npm)?;
    }
    for (from, name) in FILES {
        let from = npm.join("node_modules").join(from);
        fs::copy(&from, assets.join(name)).map_err(|error| at(&from, &error))?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script where to write in this way")]
fn out_folder() -> Result<PathBuf, String> {
    env::var("OUT_DIR").map(PathBuf::from).map_err(|error| error.to_string())
}

fn at(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

fn is_installed(npm: &Path) -> bool {
    FILES.iter().all(|(from, _)| npm.join("node_modules").join(from).is_file())
}

/// Copies one of the lists of packages; says whether it was new.
fn copy_if_changed(name: &str, to: &Path) -> Result<bool, String> {
    let source = Path::new(PACKAGES).join(name);
    let wanted = fs::read(&source).map_err(|error| format!("{}: {error}", source.display()))?;
    let target = to.join(name);
    if fs::read(&target).is_ok_and(|present| present == wanted) {
        return Ok(false);
    }
    fs::write(&target, wanted).map_err(|error| format!("{}: {error}", target.display()))?;
    Ok(true)
}

fn install(folder: &Path) -> Result<(), String> {
    let outcome = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .output();
    match outcome {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!(
            "npm could not fetch the theme's packages. Is there a network? It said: {}",
            String::from_utf8_lossy(&output.stderr).replace('\n', " ")
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err("npm is missing: install Node.js 20 or later with npm (Debian: apt-get install nodejs npm), then \
                 build again; it fetches the theme's style sheet"
                .into())
        }
        Err(error) => Err(format!("npm cannot be started: {error}")),
    }
}
