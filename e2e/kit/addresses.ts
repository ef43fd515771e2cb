import { deployedRoutes } from './route-index.ts'

const NOBODY = '01932f5e-0000-7000-8000-000000000000'

/** Every page by an address of it; those that need an id with one that belongs to nothing. */
export const PAGES = [
  '/',
  '/sign-in',
  '/sign-in/factor',
  '/sign-in/set-up',
  '/forgotten',
  '/invite',
  '/reset',
  '/setup',
  '/live',
  `/sessions/${NOBODY}`,
  '/archives',
  `/archives/${NOBODY}`,
  '/audit',
  '/me/security',
  '/me/provider',
  '/admin',
  '/admin/people',
  `/admin/people/${NOBODY}`,
  '/admin/roles',
  '/admin/projects',
  `/admin/projects/${NOBODY}`,
  '/admin/keys',
  '/admin/sign-in',
  '/admin/outbox',
  `/room/${NOBODY}`,
  '/nothing/here',
]

/** Every address that a build answers, as far as a plain request shows: pages, then routes. */
export function addresses(buildDir: string): string[] {
  return [...PAGES, ...deployedRoutes(buildDir).map(({ path }) => path)]
}
