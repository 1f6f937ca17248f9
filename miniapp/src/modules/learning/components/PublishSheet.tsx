import { SECRECY_NOTE } from '@shared/modules/files/model'
import { organizationsContract } from '@shared/modules/organizations/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useChoices } from '@/core/useChoices'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { ChoiceField } from '@/ui/ChoiceField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { SwitchField } from '@/ui/SwitchField'
import { type Draft, staffApi } from '../staffApi'

const organizationsApi = createClient({
  module: 'organizations',
  endpoints: { list: organizationsContract.endpoints.list },
})

interface PublishSheetProps {
  draft: Draft
  onClose: () => void
  onDone: () => void
}

/** 发布 — for whom, and that somebody has looked whether anything of it is secret. */
export function PublishSheet({ draft, onClose, onDone }: PublishSheetProps) {
  const [place, setPlace] = useState(draft.audience.organizations[0]?.id ?? '')
  const [reviewed, setReviewed] = useState(false)
  const places = useChoices('learning/places', (query) => organizationsApi.list({ query }))
  const options = new Map([...draft.audience.organizations, ...places.items].map(({ id, name }) => [id, name]))
  const publish = useAction(async (key) => {
    const body = { revision: draft.revision, audience: { organizationIds: [place] }, secrecyReviewed: true as const }
    const { version } = await staffApi.publish({ params: { courseId: draft.id }, body }, { key })
    say(`已发布第 ${version} 版`)
    onDone()
  })
  const act = (
    <Button
      kind="fill"
      wide
      busy={publish.busy}
      reason={reviewed ? undefined : '先确认做过保密审查'}
      onClick={publish.run}
    >
      发布
    </Button>
  )
  return (
    <Sheet open title="发布课程" sub="学过的记录保留；大家马上能在目录里找到" onClose={onClose} act={act}>
      <ErrorBanner error={publish.error ?? places.error} />
      {draft.faults.length > 0 && <Banner tone="warn" title="发布前还差" reasons={draft.faults} />}
      <ChoiceField
        label="给谁看"
        required
        value={place}
        search={places.search}
        searchLabel="组织多，先按名称找"
        options={[...options].map(([value, label]) => ({ value, label: `${label}及以下` }))}
        onChange={setPlace}
      />
      <SwitchField
        label="已按规定做过保密审查"
        hint="信息发布前须做保密审查（保守国家秘密法第35条）"
        value={reviewed}
        onChange={setReviewed}
      />
      <View className="card-pad note">{SECRECY_NOTE}</View>
    </Sheet>
  )
}
