// A file of its own, not an inline script: the page is served with `default-src 'self'`.
window.addEventListener('DOMContentLoaded', () => {
  SwaggerUIBundle({
    url: '/openapi.json',
    dom_id: '#swagger-ui',
    presets: [SwaggerUIBundle.presets.apis],
    layout: 'BaseLayout',
    deepLinking: true,
    displayOperationId: true,
    displayRequestDuration: true,
    docExpansion: 'list',
    // Off, or the browser asks a validator on another host.
    validatorUrl: null,
    // Tokens stay in the page's memory.
    persistAuthorization: false,
    tryItOutEnabled: true,
  });
});
