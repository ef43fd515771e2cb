import type { Browser, BrowserContext } from '@playwright/test'

/**
 * What our content security policy forbids a page while it is used as people use it (N8): nothing, or either the page or the
 * policy is wrong. Hears of every browser window that is opened from now on, until `end`.
 */
export function watchPolicy(browser: Browser): { violations: string[]; end: () => void } {
  const violations: string[] = []
  const open = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await open(options)
    await watchContext(context, (violation) => violations.push(violation))
    return context
  }
  return {
    violations,
    end: () => {
      browser.newContext = open
    },
  }
}

type Told = { page: string; rule: string; blocked: string; sample: string }

async function watchContext(context: BrowserContext, tell: (violation: string) => void): Promise<void> {
  await context.exposeBinding('tellViolation', (_source, { page, rule, blocked, sample }: Told) =>
    tell(`${page}: ${rule} forbids ${blocked} ${sample}`.trim()),
  )
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) => {
      // Somebody else's page on the way, as the organisation's sign-in, has a policy of its own.
      if (!event.originalPolicy.includes("'strict-dynamic'")) return
      const tell: unknown = Reflect.get(window, 'tellViolation')
      if (typeof tell !== 'function') return
      const { pathname } = new URL(event.documentURI)
      tell({
        page: pathname,
        rule: event.effectiveDirective,
        blocked: event.blockedURI,
        sample: event.sample,
      })
    }),
  )
}
