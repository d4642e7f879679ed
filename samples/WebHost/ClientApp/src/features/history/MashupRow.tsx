import { ActionIcon, Badge, Button, Menu, Modal, TextInput } from '@mantine/core';
import { IconDots, IconPlayerPauseFilled, IconPlayerPlayFilled, IconStarFilled } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { messageOf } from '../../api/problem';
import type { Mashup } from '../../api/types';
import { Chip } from '../../design/Chip';
import { bpm, clock, dateTime } from '../../music/format';
import { canBeHeard, isMaking, isReady } from '../result/api';
import { useDeleteMashup, useRename } from './api';
import type { OnePlayer } from './useOnePlayer';

/** One mashup of the list. */
export function MashupRow({ mashup, player }: { mashup: Mashup; player: OnePlayer }) {
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const isPlaying = player.playing === mashup.id;
  const canPlay = canBeHeard(mashup);
  return (
    <li className="panel mashup-row">
      <ActionIcon size={46} radius="xl" variant={isPlaying ? 'filled' : 'light'} disabled={!canPlay} aria-label={`${isPlaying ? 'Pause' : 'Play'} ${mashup.title}`} onClick={() => { player.toggle(mashup.id); }}>
        {isPlaying ? <IconPlayerPauseFilled size={20} /> : <IconPlayerPlayFilled size={20} />}
      </ActionIcon>
      <div className="mashup-main">
        <div className="mashup-words">
          <Link className="unlink" to={`/mashups/${mashup.id}`}><strong className="mashup-title">{mashup.title}</strong></Link>
          <div className="small muted row mashup-facts numbers">
            {mashup.variantOf ? <span>Version {mashup.variant}</span> : null}
            <span>{dateTime(mashup.createdAt)}</span>
            {canPlay ? <><span>{clock(mashup.durationSeconds)}</span><span>{bpm(mashup.bpm)} BPM</span>{mashup.key ? <span>{mashup.key.camelot}</span> : null}</> : null}
          </div>
        </div>
        <Standing mashup={mashup} />
      </div>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target><ActionIcon variant="subtle" color="gray" size="lg" aria-label={`More for ${mashup.title}`}><IconDots size={20} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {canPlay ? <Menu.Item component={Link} to={`/mashups/${mashup.id}/edit`}>Edit</Menu.Item> : null}
          <Menu.Item onClick={() => { setDialog('rename'); }}>Rename</Menu.Item>
          <Menu.Item color="var(--mantine-color-error)" onClick={() => { setDialog('delete'); }}>Delete</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'delete' ? <DeleteDialog mashup={mashup} close={() => { setDialog(null); }} /> : null}
      {dialog === 'rename' ? <RenameDialog mashup={mashup} close={() => { setDialog(null); }} /> : null}
    </li>
  );
}

function Standing({ mashup }: { mashup: Mashup }) {
  if (isMaking(mashup)) {
    return <Badge variant="light">{mashup.status === 'queued' ? 'In the queue' : 'Being made'}</Badge>;
  }
  if (!isReady(mashup)) {
    return <Badge variant="light" color={mashup.status === 'failed' ? 'red' : 'gray'}>{mashup.status === 'failed' ? 'Failed' : 'Cancelled'}</Badge>;
  }

  return (
    <span className="row-tight small numbers">
      {mashup.rating ? <span className="row-tight" aria-label={`rated ${String(mashup.rating.stars)} of 5`}><IconStarFilled size={14} aria-hidden />{mashup.rating.stars}</span> : null}
      {mashup.score === null || mashup.score === undefined ? null : <Chip>Score {Math.round(mashup.score)}</Chip>}
    </span>
  );
}

interface DialogProps { mashup: Mashup; close: () => void }

function DeleteDialog({ mashup, close }: DialogProps) {
  const remove = useDeleteMashup();
  return (
    <Modal opened onClose={close} title={`Delete “${mashup.title}”?`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p>The audio and its plan are deleted for good.</p>
        {remove.isError ? <p className="form-error" role="alert">It is still there: {messageOf(remove.error)}</p> : null}
        <div className="row">
          <Button variant="default" className="end" onClick={close} data-autofocus>Keep it</Button>
          <Button color="red" loading={remove.isPending} onClick={() => { remove.mutate(mashup.id, { onSuccess: close }); }}>Delete</Button>
        </div>
      </div>
    </Modal>
  );
}

function RenameDialog({ mashup, close }: DialogProps) {
  const rename = useRename();
  const [title, setTitle] = useState(mashup.title);
  const save = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate({ id: mashup.id, title: title.trim() }, { onSuccess: close });
  };
  return (
    <Modal opened onClose={close} title="Rename" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={save}>
        <TextInput label="Title" value={title} maxLength={200} required withAsterisk={false} data-autofocus onChange={(e) => { setTitle(e.currentTarget.value); }} />
        {rename.isError ? <p className="form-error" role="alert">{messageOf(rename.error)}</p> : null}
        <Button type="submit" loading={rename.isPending} disabled={title.trim() === ''}>Save</Button>
      </form>
    </Modal>
  );
}
