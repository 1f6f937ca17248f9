import { Input, Text, View } from '@tarojs/components'
import { Fragment } from 'react'
import { Icon } from './Icon'
import { useShell } from './shell'
import { Tap } from './Tap'
import { useSlash } from './useSlash'

/** One step of the way to a page; the last one is the page itself and has no url. */
export interface Crumb {
  label: string
  url?: string
}

/** The desktop's top bar: where I am, search, who I am. */
export function TopBar({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { open, person, search } = useShell()
  useSlash()
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
              placeholder="找人、找组织"
              ariaLabel="找人、找组织"
              onConfirm={(event) => event.detail.value.trim() && search(event.detail.value.trim())}
            />
            <Text className="kbd" ariaHidden>
              /
            </Text>
          </View>
        )}
        {person && <Text className="sub nowrap">{person.role ? `${person.name} · ${person.role}` : person.name}</Text>}
      </View>
    </View>
  )
}
