// Starts the API's browser on the element that names the document.
window.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-api-document]");
  window.SwaggerUIBundle({
    domNode: place,
    url: place.dataset.apiDocument,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: -1,
    validatorUrl: null,
  });
});
