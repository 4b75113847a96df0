import { renderNavigation } from './navigation.js';

/** Text as HTML shows it. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(
    /[&<>"']/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char] ?? '',
  );

/**
 * A page of text that the server writes, with the bar at its top.
 * @param body HTML
 */
export const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · agent-vitals</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console.css">
<link rel="stylesheet" href="/navigation.css">
<link rel="stylesheet" href="/text.css">
</head>
<body>
${renderNavigation()}
<main id="main">
${body}</main>
</body>
</html>
`;
