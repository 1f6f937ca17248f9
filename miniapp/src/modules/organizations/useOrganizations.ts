import type { CallReply } from '@shared/core/contract'
import { organizationsContract } from '@shared/modules/organizations/contract'
import { peopleContract } from '@shared/modules/people/contract'
import { createClient } from '@/core/api'

export const organizationsApi = createClient(organizationsContract)
export const officesApi = createClient(peopleContract)

export type OrganizationDetail = CallReply<typeof organizationsContract.endpoints.detail>
export type Leadership = CallReply<typeof peopleContract.endpoints.leadership>
