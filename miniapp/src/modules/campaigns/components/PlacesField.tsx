import { useState } from 'react'
import { noteTyped } from '@/core/typed'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import type { Templates } from '../campaignsApi'

interface PlacesFieldProps {
  places: Templates['places']
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}

/** 对象 — the organisations and teams it is for; everybody at or below them. */
export function PlacesField({ places, chosen, onChange }: PlacesFieldProps) {
  const [open, setOpen] = useState(false)
  const names = places.filter(({ id }) => chosen.includes(id)).map(({ name }) => name)
  const toggle = (id: string) => {
    noteTyped('对象')
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  }
  return (
    <Field label="对象" required hint="选上级就包括下面所有部门和班组">
      <MiniRow label={names.join('、') || '请选'} onClick={() => setOpen(true)} />
      <Sheet
        open={open}
        title="对象"
        sub={`已选 ${chosen.length} 个`}
        onClose={() => setOpen(false)}
        act={
          <Button kind="fill" wide onClick={() => setOpen(false)}>
            选好了
          </Button>
        }
      >
        {places.map(({ id, name }) => (
          <MiniRow key={id} label={name} chosen={chosen.includes(id)} onClick={() => toggle(id)} />
        ))}
      </Sheet>
    </Field>
  )
}
