export type Theme = 'dark' | 'light'

export const THEME_COOKIE = 'theme'

/** What the cookie says; whatever else it may hold, the console is dark. */
export function parseTheme(value: string | undefined): Theme {
  return value === 'light' ? 'light' : 'dark'
}
