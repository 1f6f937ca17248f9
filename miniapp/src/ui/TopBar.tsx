import { Input, Text, View } from '@tarojs/components'
import { Fragment } from 'react'
import { Icon } from './Icon'
import { useShell } from './shell'
import { Tap } from './Tap'

/** One step of the way to a page; the last one is the page itself and has no url. */
export interface Crumb {
  label: string
  url?: string
}

/** The desktop's top bar: where I am, search, who I am. */
export function TopBar({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { open, person, search } = useShell()
  return (
    <View className="top" ariaRole="banner">
      <View className="crumb">
        {crumbs.map(({ label, url }, index) => (
          <Fragment key={label}>
            {index > 0 && <Icon name="next" size="s" />}
            {url ? (
              <Tap className="crumb-link" onClick={() => open(url)}>
                {label}
              </Tap>
            ) : (
              <Text className="strong">{label}</Text>
            )}
          </Fragment>
        ))}
      </View>
      <View className="top-end">
        {search && (
          <View className="find">
            <Icon name="search" size="s" />
            <Input
              className="find-input"
              placeholder="找人、组织、会议"
              ariaLabel="找人、组织、会议"
              onConfirm={(event) => search(event.detail.value)}
            />
          </View>
        )}
        {person && <Text className="sub nowrap">{person.role ? `${person.name} · ${person.role}` : person.name}</Text>}
      </View>
    </View>
  )
}
