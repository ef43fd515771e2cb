'use client'
import { useSyncExternalStore } from 'react'
import { setPreference } from './set-preference.ts'
import { parseTheme, THEME_COOKIE, type Theme } from './theme.ts'

/** The theme of this page and how to change it. `data-theme` on the root is the only place where it is kept. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(
    onThemeChange,
    () => parseTheme(document.documentElement.dataset.theme),
    () => 'dark' as const,
  )
  return [theme, setTheme]
}

function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  setPreference(THEME_COOKIE, theme)
}

function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
