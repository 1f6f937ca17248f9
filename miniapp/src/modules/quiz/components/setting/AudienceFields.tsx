import { organizationsContract } from '@shared/modules/organizations/contract'
import { useRef } from 'react'
import { createClient } from '@/core/api'
import { useChoices } from '@/core/useChoices'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ChoiceField } from '@/ui/ChoiceField'
import { MiniRow } from '@/ui/MiniRow'
import { TextField } from '@/ui/TextField'

const organizations = createClient(organizationsContract)

interface AudienceFieldsProps {
  chosen: readonly string[]
  posts: string
  /** Names known already. */
  names: Readonly<Record<string, string>>
  onChange: (chosen: string[]) => void
  onPosts: (posts: string) => void
}

/** 对象 — organisations and teams, with everybody below them; if wanted only some posts. */
export function AudienceFields({ chosen, posts, names, onChange, onPosts }: AudienceFieldsProps) {
  const list = useChoices('organizations/forExam', (query) => organizations.list({ query }))
  const known = useRef<Record<string, string>>({})
  Object.assign(known.current, names, Object.fromEntries(list.items.map(({ id, name }) => [id, name])))
  return (
    <Card title="对象">
      {chosen.map((id) => (
        <MiniRow
          key={id}
          icon="org"
          label={known.current[id] ?? '已选的组织'}
          value={
            chosen.length > 1 && (
              <Button
                size="x"
                label={`去掉 ${known.current[id] ?? ''}`}
                onClick={() => onChange(chosen.filter((one) => one !== id))}
              >
                去掉
              </Button>
            )
          }
        />
      ))}
      <ChoiceField
        label="再加一个组织或班组"
        searchLabel="按名称找组织"
        value={undefined}
        options={list.items
          .filter(({ id }) => !chosen.includes(id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        search={list.search}
        onChange={(id) => onChange([...chosen, id])}
      />
      <TextField
        label="只要这些岗位"
        hint="不写就是所有人；几个岗位用顿号分开，例如 电工、架子工"
        value={posts}
        onChange={onPosts}
      />
    </Card>
  )
}
