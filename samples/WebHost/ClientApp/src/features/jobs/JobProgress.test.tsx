// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../api/types';
import { show } from '../../testing/show';
import { JobProgress } from './JobProgress';

const job = (change: Partial<Job>): Job => ({ id: 'j', kind: 'mashup', status: 'running', progress: 0, attempts: 1, createdAt: '2026-01-01T00:00:00Z', ...change });

describe('JobProgress', () => {
  it('shows what the service says', () => {
    show(<JobProgress job={job({ stage: 'render', progress: 0.427, etaSeconds: 38 })} isReconnecting={false} />);
    expect(screen.getByText('Mixing')).toBeVisible();
    expect(screen.getByText('42 %')).toBeVisible();
    expect(screen.getByText('Ready in about 40 s')).toBeVisible();
  });

  it('has no bar for a job that only waits', () => {
    show(<JobProgress job={job({ status: 'queued', queuePosition: 3 })} isReconnecting={false} />);
    expect(screen.getByText('Number 3 in the queue')).toBeVisible();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('says when the line is cut, and keeps what it knew', () => {
    show(<JobProgress job={job({ progress: 0.5 })} isReconnecting />);
    expect(screen.getByText(/Reconnecting/)).toBeVisible();
    expect(screen.getByText('50 %')).toBeVisible();
  });

  it('says why a job failed', () => {
    show(<JobProgress job={job({ status: 'failed', error: { title: 'No mashup', detail: 'These songs cannot be made into one.' } })} isReconnecting={false} />);
    expect(screen.getByText('These songs cannot be made into one.')).toBeVisible();
  });
});
