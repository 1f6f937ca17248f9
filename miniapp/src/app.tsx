import { useDidShow } from '@tarojs/taro'
import { type PropsWithChildren, useEffect, useMemo } from 'react'
import { counts } from './core/counts'
import { asking, Front, refreshFront } from './core/front'
import { isKiosk, useKiosk } from './core/kiosk'
import { goBack, openPage } from './core/navigation'
import { useOutbox, watchSignal } from './core/offlineQueue'
import { getBarMetrics } from './core/platform'
import { classesFor, kioskClassesFor, preferences } from './core/preferences'
import { refreshPerson } from './core/refreshPerson'
import { session } from './core/session'
import { useStore } from './core/store'
import { noteTyped } from './core/typed'
import { useWide } from './core/useWide'
import { foldedFor, folds } from './folded'
import { placesFor } from './places'
import { type Shell, ShellContext } from './ui/shell'
import './styles/reset.css'
import './styles/tokens.css'
import './styles/icons.css'
import './styles/components.css'
import './styles/layout.css'
import './styles/desk.css'
import './platformStyles'

export default function App({ children }: PropsWithChildren) {
  const wide = useWide()
  const modifiers = useStore(preferences, isKiosk ? kioskClassesFor : classesFor)
  const person = useStore(session, (state) => state.person)
  const waiting = useStore(counts, (state) => state)
  const folded = useStore(folds, (state) => state)
  const kiosk = useKiosk(person !== undefined)
  const outbox = useOutbox()
  const asks = useStore(asking, (state) => state.any)
  const unsent = outbox.waiting.length
  const refused = outbox.refused.length
  useEffect(watchSignal, [])
  useDidShow(() => void refreshPerson())
  const shell = useMemo<Shell>(
    () => ({
      wide,
      modifiers,
      kiosk,
      bar: getBarMetrics(),
      nav: placesFor(person).map((item) => ({ ...item, count: waiting[item.url] })),
      folded: foldedFor(person?.roles ?? [], folded),
      fold: (group, away) => folds.set({ [group]: away }),
      person: person && { name: person.name, role: person.organization },
      outbox: {
        waiting: unsent,
        refused,
        open: () => openPage('/modules/accounts/pages/outbox/index'),
      },
      open: openPage,
      back: goBack,
      Front,
      // Nobody is signed in: there is nothing to search or to ask for.
      ...(person && {
        ...(asks && { refresh: refreshFront }),
        search: (text: string) => void openPage(`/modules/people/pages/search/index?text=${encodeURIComponent(text)}`),
      }),
      typed: noteTyped,
    }),
    [wide, modifiers, kiosk, person, waiting, folded, unsent, refused, asks],
  )
  return <ShellContext.Provider value={shell}>{children}</ShellContext.Provider>
}
