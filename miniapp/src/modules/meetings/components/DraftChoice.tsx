import { View } from '@tarojs/components'
import { useState } from 'react'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import type { Written } from '../localDraft'
import type { MeetingDetail } from '../meetingsApi'
import type { useMinutes } from '../useMinutes'
import { momentWord } from '../words'

/** One of two drafts, whole. */
function DraftText({ meeting, written }: { meeting: MeetingDetail; written: Written }) {
  const fields = meeting.minutes.fields.filter(({ id }) => written.values[id])
  const counted = Object.entries(written.votes)
  return (
    <>
      {fields.map(({ id, label }) => (
        <View className="field" key={id}>
          <View className="field-label">{label}</View>
          <View className="field-value wrap">{written.values[id]}</View>
        </View>
      ))}
      {counted.map(([line, { yes, no, abstain }]) => (
        <MiniRow
          key={line}
          label={`议题 ${Number(line) + 1} 票数`}
          value={`赞成 ${yes}，反对 ${no}，弃权 ${abstain}`}
        />
      ))}
      {fields.length === 0 && <View className="card-pad note">还没有写</View>}
    </>
  )
}

interface DraftChoiceProps {
  meeting: MeetingDetail
  model: ReturnType<typeof useMinutes>
}

/** Two devices wrote: both texts, and which one to go on with. The other one stays on this phone. */
export function DraftChoice({ meeting, model }: DraftChoiceProps) {
  const { theirs } = model
  if (!theirs) return null
  return (
    <>
      <Banner tone="warn" title="另一台设备上也写了这份记录">
        两份都在，选一份接着写；没选的一份留在这部手机里，随时可以换回来。
      </Banner>
      <Card
        title={`这台设备上的（${model.at ? momentWord(model.at) : '刚才'}）`}
        aside={
          <Button size="s" kind="red" onClick={() => model.choose('mine')}>
            用这一份
          </Button>
        }
      >
        <DraftText meeting={meeting} written={model} />
      </Card>
      <Card
        title={`另一台设备上的${theirs.at ? `（${momentWord(theirs.at)}）` : ''}`}
        aside={
          <Button size="s" onClick={() => model.choose('theirs')}>
            用另一份
          </Button>
        }
      >
        <DraftText meeting={meeting} written={theirs} />
      </Card>
    </>
  )
}

/** The draft that was not chosen, one tap away. */
export function OtherDraft({ meeting, model }: DraftChoiceProps) {
  const [open, setOpen] = useState(false)
  const { other, swap } = model
  if (!other || model.theirs) return null
  const take = () => {
    swap()
    setOpen(false)
  }
  return (
    <Card>
      <MiniRow icon="doc" label="没选的另一份草稿" note="还在这部手机里" onClick={() => setOpen(true)} />
      <Sheet
        open={open}
        title="没选的另一份草稿"
        onClose={() => setOpen(false)}
        act={
          <Button kind="fill" wide onClick={take}>
            换成这一份
          </Button>
        }
      >
        <DraftText meeting={meeting} written={other} />
      </Sheet>
    </Card>
  )
}
