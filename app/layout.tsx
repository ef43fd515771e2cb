import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { ClockProvider } from '#components/ui/clock-provider.tsx'
import { parseTheme, THEME_COOKIE } from '#components/ui/theme.ts'
import { parseTimeZone, TIME_ZONE_COOKIE } from '#components/ui/time-zone.ts'
// What is said when a page fails goes along with every page: with the frame, what it is made of is sent once for all.
import '#components/ui/page-failed.tsx'
import { geistMono, geistSans } from './fonts.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Gavel', template: '%s · Gavel' },
  description: 'Moderation console for live video',
}

export const viewport: Viewport = { colorScheme: 'dark light', width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  return (
    <html
      lang="en"
      data-theme={parseTheme(jar.get(THEME_COOKIE)?.value) ?? undefined}
      className={`${geistSans.variable} ${geistMono.variable}`}
    >
      <body>
        <noscript>
          <p className="p-4">Gavel needs JavaScript. Turn it on for this address, then reload the page.</p>
        </noscript>
        <ClockProvider
          at={new Date().toISOString()}
          timeZone={parseTimeZone(jar.get(TIME_ZONE_COOKIE)?.value)}
        >
          {children}
        </ClockProvider>
      </body>
    </html>
  )
}
