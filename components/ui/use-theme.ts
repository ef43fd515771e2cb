'use client'
import { useSyncExternalStore } from 'react'
import { setPreference } from './set-preference.ts'
import { parseTheme, THEME_COOKIE, type Theme } from './theme.ts'

/**
 * The theme of this page and how to change it. What was chosen is kept in `data-theme` on the root and nowhere else; without
 * a choice the style sheet follows the system, and this says what that comes to.
 */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(onThemeChange, presentTheme, () => 'dark' as const)
  return [theme, setTheme]
}

function presentTheme(): Theme {
  return parseTheme(document.documentElement.dataset.theme) ?? (systemIsLight().matches ? 'light' : 'dark')
}

const systemIsLight = (): MediaQueryList => matchMedia('(prefers-color-scheme: light)')

function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  setPreference(THEME_COOKIE, theme)
}

function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const system = systemIsLight()
  system.addEventListener('change', changed)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', changed)
  }
}
