'use client'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'

type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  /** One sentence under the title; read out when the dialog opens. */
  description?: ReactNode
  children: ReactNode
  /** Buttons, the main one last. */
  footer?: ReactNode
  className?: string
  /** Draws no head of its own: the title is only for screen readers. */
  bare?: boolean
}

/** A question over the page. Focus goes to its first field and back to the opener; a full-width sheet on a phone. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  className,
  bare,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-(--scrim)" />
        <Radix.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          className={clsx(
            'enter fixed z-50 flex max-h-[85dvh] flex-col overflow-hidden bg-overlay shadow-dialog outline-none',
            'max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t-xl',
            'sm:top-26 sm:left-1/2 sm:w-[480px] sm:max-w-[calc(100vw-2rem)] sm:-translate-x-1/2 sm:rounded-xl',
            className,
          )}
        >
          {bare ? (
            <Radix.Title className="sr-only">{title}</Radix.Title>
          ) : (
            <header className="flex items-start gap-3 px-5 pt-4 pb-3">
              <div className="min-w-0 flex-1">
                <Radix.Title className="truncate font-semibold text-lg">{title}</Radix.Title>
                {description && <Radix.Description className="text-ink-2">{description}</Radix.Description>}
              </div>
              <Radix.Close asChild>
                <IconButton label="Close">
                  <X aria-hidden="true" className="size-4" />
                </IconButton>
              </Radix.Close>
            </header>
          )}
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
          {footer && (
            <footer className="flex items-center justify-end gap-2 border-t px-5 py-3">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
