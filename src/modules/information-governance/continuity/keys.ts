import { type Receiver, receiverFrom, sealerFrom, sealerLine } from '#platform/sealed-for'
import type { Services } from '#platform/services'
import type { Vault } from '#platform/vault'

/** When a continuity list is late (practice K7): every two hours one is made. */
export const minutesUntilLate = 150

/** The product's own key, with which it signs what it seals. */
export const listSealer = (vault: Vault) => sealerFrom(vault.derive('continuity list seal'))
/** Its public half, which the duty team's key is made with: by it they tell the product's lists from anybody else's. */
export const listKey = ({ vault }: Pick<Services, 'vault'>): string => sealerLine(listSealer(vault))
/** For whom lists are sealed; undefined where the duty team has no key yet. */
export const listReceiver = ({ config }: Pick<Services, 'config'>): Receiver | undefined =>
  config.CONTINUITY_KEY === undefined ? undefined : receiverFrom(config.CONTINUITY_KEY)
