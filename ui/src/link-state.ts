/** connecting: not yet · online: the view is live · lost: heals by itself · signedOut: sign in again */
export type LinkState = 'connecting' | 'online' | 'lost' | 'signedOut'
