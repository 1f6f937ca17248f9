import { View } from '@tarojs/components'
import { useState } from 'react'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateField } from '@/ui/DateField'
import { SourceNote } from '@/ui/SourceNote'
import { TextField } from '@/ui/TextField'
import type { Template, Templates } from '../campaignsApi'
import { PlacesField } from './PlacesField'

export interface Draft {
  theme: string
  organizationIds: string[]
  posts: string[]
  from: string
  to: string
}

interface DraftFormProps {
  template: Template
  places: Templates['places']
  busy: boolean
  onSave: (draft: Draft) => void
  onBack: () => void
}

const postsOf = (words: string): string[] => [...new Set(words.split(/[、，,\s]+/).filter(Boolean))]

/** Theme, audience and days: all of it proposed, so that three taps are enough. */
export function DraftForm({ template, places, busy, onSave, onBack }: DraftFormProps) {
  const [theme, setTheme] = useState(template.theme)
  const [organizationIds, setPlaces] = useState(places.slice(0, 1).map(({ id }) => id))
  const [posts, setPosts] = useState('')
  const [from, setFrom] = useState(template.from)
  const [to, setTo] = useState(template.to)
  const missing = theme.trim() === '' ? '先写主题' : organizationIds.length === 0 ? '先选对象' : undefined
  const save = () => onSave({ theme: theme.trim(), organizationIds, posts: postsOf(posts), from, to })
  return (
    <>
      {template.note && <Banner title="请核对">{template.note}</Banner>}
      <Card pad>
        <TextField label="主题" required max={60} value={theme} onChange={setTheme} />
        <PlacesField places={places} chosen={organizationIds} onChange={setPlaces} />
        <TextField
          label="只面向这些岗位"
          hint="不填就是所有人；几个岗位用顿号分开，如 起重工、电工"
          max={200}
          value={posts}
          onChange={setPosts}
        />
        <DateField label="开始" required value={from} onChange={setFrom} />
        <DateField label="结束" required value={to} onChange={setTo} />
        <SourceNote source={template.source} />
        <View className="acts-row mt3">
          <Button onClick={onBack}>换一个模板</Button>
          <Button kind="fill" wide busy={busy} reason={missing} onClick={save}>
            排好计划
          </Button>
        </View>
      </Card>
    </>
  )
}
