/** What the sign-in page's form sends along; empty where there is no such form. */
export const csrfTokenIn = (html: string): string =>
  /name="csrfToken" value="([0-9a-f]+)"/.exec(html)?.[1] ?? ''
