/* Draws the description of the API (Swagger UI) from our own address. */
(function () {
  "use strict";
  var place = document.getElementById("mo-ta");
  SwaggerUIBundle({
    url: place.dataset.schema,
    domNode: place,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    supportedSubmitMethods: ["get"],
  });
})();
