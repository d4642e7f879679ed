import { notifications } from '@mantine/notifications';
import { messageOf } from '../api/problem';

/** A word in the corner. */
export const say = (message: string) => { notifications.show({ message, autoClose: 4000 }); };

/** What went wrong, in the corner, until it is read. */
export const complain = (error: unknown) => { notifications.show({ message: messageOf(error), color: 'red', autoClose: 10_000 }); };
