import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'
import { Button } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Pager } from '@/ui/Pager'
import { Sheet } from '@/ui/Sheet'
import { meetingsApi } from '../meetingsApi'

interface JoinSheetProps {
  meetingId: string
  onClose: () => void
  onDone: () => void
}

/** Which branches to ask: those under the same superior. */
export function JoinSheet({ meetingId, onClose, onDone }: JoinSheetProps) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const params = { meetingId }
  const { data, error, pager } = usePages(
    `meetings/joinable/${meetingId}`,
    (cursor) => meetingsApi.joinable({ params, query: { limit: '100', cursor } }),
    { keep: false },
  )
  const invite = useAction(async (key) => {
    await meetingsApi.invite({ params, body: { organizationIds: [...chosen] } }, { key })
    onDone()
  })
  const turn = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const act = (
    <Button
      kind="fill"
      wide
      busy={invite.busy}
      reason={chosen.length > 0 ? undefined : '先选支部'}
      onClick={invite.run}
    >
      请 {chosen.length} 个支部
    </Button>
  )
  return (
    <Sheet open title="请哪些支部一起开" sub="对方书记答复后，名单自己补上" onClose={onClose} act={act}>
      <ErrorBanner error={error ?? invite.error} />
      {data?.items.map((one) => (
        <MiniRow
          key={one.organizationId}
          label={one.name}
          chosen={chosen.includes(one.organizationId)}
          onClick={() => turn(one.organizationId)}
        />
      ))}
      <Pager {...pager} quiet />
      {data && data.items.length === 0 && <Empty icon="org" title="同一上级下面没有别的支部了" />}
    </Sheet>
  )
}
