// A real OpenID Connect provider with ProConnect's ways: its base path, its claims, levels of assurance, signed userinfo
// for clients that asked for it, and no parameter that it does not know.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const BASE = "/api/v2";
// What its documentation lists, and what its server takes besides.
const PARAMETERS = [
  "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "claims", "prompt", "idp_hint", "login_hint",
  "siret_hint", "code_challenge", "code_challenge_method",
];
const LEVELS = ["eidas0", "eidas1", "eidas1-mfa", "eidas2"];

function keys() {
  const made = (type, options, alg) => {
    const { privateKey } = generateKeyPairSync(type, options);
    return { ...privateKey.export({ format: "jwk" }), alg, use: "sig", kid: alg };
  };
  return { keys: [made("ec", { namedCurve: "P-256" }, "ES256"), made("rsa", { modulusLength: 2048 }, "RS256")] };
}

const document = (title, body) => `<!doctype html><html lang="fr"><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,"><main>${body}</main></html>`;

/** Starts it for one client; `userinfo` is the algorithm of its userinfo, none for JSON. */
export async function proconnect({ port, client, site, idToken, userinfo }) {
  const issuer = `http://127.0.0.1:${port}${BASE}`;
  const provider = new Provider(issuer, {
    jwks: keys(),
    cookies: { keys: ["only for tests"] },
    clients: [{
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: [`${site}/connexion/fournisseur/proconnect/retour`],
      post_logout_redirect_uris: [`${site}/deconnexion/retour`],
      response_types: ["code"],
      token_endpoint_auth_method: "client_secret_post",
      id_token_signed_response_alg: idToken,
      ...(userinfo && { userinfo_signed_response_alg: userinfo }),
    }],
    clientAuthMethods: ["client_secret_post"],
    enabledJWA: {
      idTokenSigningAlgValues: ["ES256", "RS256", "HS256"],
      userinfoSigningAlgValues: ["ES256", "RS256", "HS256"],
    },
    acrValues: LEVELS,
    scopes: ["openid"],
    claims: {
      acr: null, amr: null, auth_time: null, iss: null, sid: null,
      openid: ["sub"], given_name: ["given_name"], usual_name: ["usual_name"], email: ["email"], siret: ["siret"],
      organization_label: ["organization_label"], roles: ["roles"],
    },
    routes: { authorization: "/authorize", token: "/token", userinfo: "/userinfo", jwks: "/jwks", end_session: "/session/end" },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(ctx, form) {
          ctx.body = document("Déconnexion", `${form}<button form="op.logoutForm" name="logout" value="yes">Oui, me déconnecter</button>`);
        },
      },
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: `sub-of-${id}`, given_name: "Angela Claire Louise", usual_name: "DUBOIS", email: id,
        siret: "13002526500013", organization_label: "Rectorat", roles: ["agent_public", "agent_public_etat"],
      }),
    }),
    // Nobody is asked for consent: the person agreed with their administration.
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope(ctx.oidc.params.scope);
      await grant.save();
      return grant;
    },
  });
  const faults = [];
  provider.on("server_error", (_, error) => faults.push(String(error)));
  const callback = provider.callback();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, issuer);
    if (url.pathname.startsWith("/interaction/")) return interaction(provider, request, response);
    if (url.pathname === `${BASE}/authorize`) {
      const unknown = [...url.searchParams.keys()].filter((name) => !PARAMETERS.includes(name));
      const short = ["state", "nonce"].filter((name) => (url.searchParams.get(name) ?? "").length < 32);
      if (unknown.length || short.length) return response.writeHead(400).end(`Y000400 ${unknown} ${short}`);
    }
    request.originalUrl = request.url;
    request.url = request.url.slice(BASE.length);
    callback(request, response);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return { issuer, faults, close: () => new Promise((done) => (server.closeAllConnections(), server.close(done))) };
}

/** Who is it? An address is enough. */
async function interaction(provider, request, response) {
  if (request.method === "GET") {
    response.setHeader("content-type", "text/html");
    return response.end(document("Connexion", `<form method="post"><label>Adresse <input name="email" type="email"></label>
      <button name="go" value="yes">Continuer</button><button name="go" value="no">Renoncer</button></form>`));
  }
  let body = "";
  for await (const chunk of request) body += chunk;
  const form = new URLSearchParams(body);
  const result = form.get("go") === "yes"
    ? { login: { accountId: form.get("email"), acr: "eidas1", amr: ["pwd"] } }
    : { error: "access_denied", error_description: "User auth aborted" };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
