import type { ConnectionState, Trouble } from './connection-state.ts'

type Words = { title: string; what: string; wayOn: 'try-again' | 'by-itself' | null }

const TROUBLES: Record<Trouble, Words> = {
  'sdk-blocked': {
    title: 'Video is blocked in this browser',
    what: 'The video library did not load. An ad blocker or a company filter may stop it. People, timeline and actions still work.',
    wayOn: 'try-again',
  },
  unsupported: {
    title: 'This browser cannot show the video',
    what: 'It lacks WebRTC. A current Chrome, Edge, Firefox or Safari has it. People, timeline and actions still work.',
    wayOn: null,
  },
  unreachable: {
    title: 'No connection to the video platform',
    what: 'It did not answer. People, timeline and actions still work.',
    wayOn: 'by-itself',
  },
  refused: {
    title: 'The platform refused this connection',
    what: 'Two tokens in a row were refused. The project’s credentials or the server’s clock may be wrong; an admin can check both.',
    wayOn: 'try-again',
  },
  'not-issued': { title: 'You cannot watch this session', what: 'No token was given.', wayOn: 'try-again' },
  ended: { title: 'This session is over', what: 'The platform does not know it any more.', wayOn: null },
  full: {
    title: 'The session is full',
    what: 'The platform takes no more connections. People, timeline and actions still work.',
    wayOn: 'try-again',
  },
  'not-allowed': {
    title: 'The platform does not allow this connection',
    what: 'Its terms or export rules refuse it from here. An admin can ask the platform’s support.',
    wayOn: null,
  },
  removed: {
    title: 'Your connection was ended',
    what: 'Somebody disconnected this watching connection from the session.',
    wayOn: 'try-again',
  },
}

/** What a person reads while their connection is not there; null while it is. */
export function connectionWords(connection: ConnectionState): Words | null {
  switch (connection.state) {
    case 'live':
      return null
    case 'idle':
    case 'asking':
    case 'connecting':
      return { title: 'Connecting', what: 'Getting the pictures of this session.', wayOn: null }
    case 'reconnecting':
      return {
        title: 'Reconnecting',
        what: 'The network was cut. Pictures come back by themselves.',
        wayOn: null,
      }
    case 'waiting':
      return { ...TROUBLES[connection.trouble], wayOn: 'by-itself' }
    case 'stopped': {
      const words = TROUBLES[connection.trouble]
      return connection.words ? { ...words, what: connection.words } : words
    }
  }
}
