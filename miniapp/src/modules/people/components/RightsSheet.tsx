import { ROLE_LABELS, type Role } from '@shared/core/roles'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useQuery } from '@/core/useQuery'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { Skeleton } from '@/ui/Skeleton'
import { peopleApi } from '../usePeople'

/** What each office may do, read from the service's own rules; the own organisation and everything below it is meant. */
export function RightsSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [role, setRole] = useState<Role>('secretary')
  const rights = useQuery(open ? 'people/rights' : undefined, () => peopleApi.rights())
  const may = rights.data?.roles.find((one) => one.role === role)?.may ?? []
  return (
    <Sheet open={open} title="各种职务能办什么" sub="都只限本组织和它的下级；党员人人能办的不列" onClose={onClose}>
      <ErrorBanner error={rights.error} />
      <SelectField
        label="职务"
        required
        value={role}
        options={(rights.data?.roles ?? []).map((one) => ({ value: one.role, label: ROLE_LABELS[one.role] }))}
        onChange={(value) => setRole(value as Role)}
      />
      {!rights.data && !rights.error && <Skeleton rows={4} />}
      <View className="card-pad">
        {may.map((line) => (
          <View key={line} className="mt2">
            · {line}
          </View>
        ))}
        {rights.data && may.length === 0 && <View className="note">没有另外的权限，和党员一样</View>}
      </View>
    </Sheet>
  )
}
