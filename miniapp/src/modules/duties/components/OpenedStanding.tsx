import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { Sheet } from '@/ui/Sheet'
import { useShell } from '@/ui/shell'
import { Tap } from '@/ui/Tap'
import { StandingPanel } from './StandingPanel'

interface OpenedStandingProps {
  id: string
  name: string
  year: number
  onClose: () => void
}

/** The organisation that is looked at: beside the table on the desktop, a sheet on the phone. */
export function OpenedStanding({ id, name, year, onClose }: OpenedStandingProps) {
  const { wide } = useShell()
  const panel = <StandingPanel key={id} organizationId={id} year={year} />
  if (!wide)
    return (
      <Sheet open title={name} onClose={onClose}>
        {panel}
      </Sheet>
    )
  return (
    <Card
      title={name}
      aside={
        <Tap className="bar-act" label="关闭" onClick={onClose}>
          <Icon name="close" />
        </Tap>
      }
    >
      {panel}
    </Card>
  )
}
