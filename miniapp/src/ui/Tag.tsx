import { Text } from '@tarojs/components'
import type { ReactNode } from 'react'

/** A property that is not a state: a role, a kind. */
export function Tag({ children }: { children: ReactNode }) {
  return <Text className="tag">{children}</Text>
}
