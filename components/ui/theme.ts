export type Theme = 'dark' | 'light'

export const THEME_COOKIE = 'theme'

/** What the cookie says; whatever else it may hold, nobody has chosen, and the console looks as the system does. */
export function parseTheme(value: string | undefined): Theme | null {
  return value === 'light' || value === 'dark' ? value : null
}
