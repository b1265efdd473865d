from ui.meetings.meeting_panes import MeetingPane


class MinutesPane(MeetingPane):
    def __init__(self, desk):
        super().__init__()
