'use client'
import { LogOut, Moon, Sun, UserRound } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Avatar } from '#components/ui/avatar.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '#components/ui/menu.tsx'
import { useTheme } from '#components/ui/use-theme.ts'
import { useConsole } from './console-context.tsx'
import { signOut } from './sign-out.ts'

/** Who is signed in; light or dark; the way out. */
export function AccountMenu() {
  const { name, email } = useConsole()
  const router = useRouter()
  const [theme, setTheme] = useTheme()
  const leave = () => signOut().catch(() => announce('Signing out failed. Try again.', 'own'))
  return (
    <Menu
      label="Account"
      side="right"
      align="end"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${name}`}
          className="grid size-10 place-items-center rounded-full"
        >
          <Avatar name={name} size="md" mine />
        </button>
      }
    >
      <MenuLabel>
        <span className="block truncate font-medium text-ink text-sm">{name}</span>
        <span className="block truncate">{email}</span>
      </MenuLabel>
      <MenuSeparator />
      <MenuItem onSelect={() => router.push('/me/security')}>
        <UserRound aria-hidden="true" />
        Your account
      </MenuItem>
      <MenuItem onSelect={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>
        {theme === 'dark' ? <Sun aria-hidden="true" /> : <Moon aria-hidden="true" />}
        {theme === 'dark' ? 'Light appearance' : 'Dark appearance'}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={leave}>
        <LogOut aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  )
}
