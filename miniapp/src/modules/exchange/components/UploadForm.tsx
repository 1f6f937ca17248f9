import { IMPORT_KIND_LABELS, ROSTER_KINDS, type RosterKind } from '@shared/modules/exchange/model'
import { organizationsContract } from '@shared/modules/organizations/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { useAction } from '@/core/useAction'
import { useChoices } from '@/core/useChoices'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Card } from '@/ui/Card'
import { ChoiceField } from '@/ui/ChoiceField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { FilePick } from '@/ui/FilePick'
import type { PickedFile } from '@/ui/pickFile'
import { Segmented } from '@/ui/Segmented'
import { exchangeApi } from '../useImport'

const organizations = createClient(organizationsContract)
const KINDS = [...ROSTER_KINDS].reverse().map((value) => ({ value, label: IMPORT_KIND_LABELS[value] }))
const HELP: Record<RosterKind, string> = {
  members: '.xlsx、.xls、.csv，10 MB 以内；表头不在第一行、日期写法不一都可以，先核对再导入',
  organizations: '有“党组织名称”“上级党组织”等列即可；上下级可以在同一张表里',
}

/** What kind of roster, for which organisation, which file. */
export function UploadForm({ onStarted }: { onStarted: (importId: string) => void }) {
  const [kind, setKind] = useState<RosterKind>('members')
  const [chosen, setChosen] = useState<string>()
  const [unreadable, setUnreadable] = useState<string>()
  const list = useChoices('organizations/forImport', (query) => organizations.list({ query }))
  const places = list.items.filter((item) => item.kind !== 'partyGroup')
  const organizationId = chosen ?? places[0]?.id
  const upload = useAction(async (_key, file: PickedFile) => {
    if (!organizationId) return
    setUnreadable(undefined)
    const query = { kind, organizationId, fileName: file.name }
    const { id } = await exchangeApi.startImport({ query, bytes: file.bytes })
    onStarted(id)
  })
  return (
    <>
      <AnswerState error={list.error} shown={places.length > 0} onRetry={list.refresh} />
      <ErrorBanner error={upload.error} />
      {unreadable && <Banner tone="bad" title={unreadable} />}
      <Card pad>
        <Segmented label="导入什么" options={KINDS} value={kind} onChange={setKind} />
        <View className="mt4">
          <ChoiceField
            label="导入到"
            required
            hint="名册里的支部在它下面找；没写上级的放在它下面"
            value={organizationId}
            search={list.search}
            searchLabel="组织多，先按名称找"
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
        </View>
      </Card>
      <FilePick
        label="选名册文件"
        extensions={['xlsx', 'xls', 'csv']}
        hint={HELP[kind]}
        busy={upload.busy || !organizationId}
        onPick={(file) => upload.run(file)}
        onError={setUnreadable}
      />
    </>
  )
}
