using System.Text;
using Heed.Core.Cases;
using Heed.Core.Clocks;
using Heed.Core.Customers;
using Heed.Core.Guard;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Storage.Access;
using Heed.Storage.Assist;
using Heed.Storage.Blobs;
using Heed.Storage.Figures;
using Heed.Storage.Guard;
using Heed.Storage.Intake;
using Heed.Storage.Language;
using Heed.Storage.Matching;
using Heed.Storage.Outcomes;
using Heed.Storage.Replies;
using Heed.Storage.Settings;
using Heed.Storage.Surveys;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Heed.Storage;

/// <summary>The model of everything Heed keeps. The schema itself is in Migrations; a test holds the two together on both databases.</summary>
public sealed class HeedDb(DbContextOptions<HeedDb> options)
    : IdentityUserContext<User, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityUserPasskey<Guid>>(options)
{
    public DbSet<SettingRow> Settings => Set<SettingRow>();

    public DbSet<Department> Departments => Set<Department>();

    public DbSet<ChannelAccountRow> ChannelAccounts => Set<ChannelAccountRow>();

    public DbSet<RoutingRuleRow> RoutingRules => Set<RoutingRuleRow>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<LaneEntry> LaneQueue => Set<LaneEntry>();

    public DbSet<SetAside> SetAsides => Set<SetAside>();

    public DbSet<Refusal> Refusals => Set<Refusal>();

    public DbSet<WaitingChange> WaitingChanges => Set<WaitingChange>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Identity> Identities => Set<Identity>();

    public DbSet<Case> Cases => Set<Case>();

    public DbSet<CaseEventRow> CaseEvents => Set<CaseEventRow>();

    public DbSet<CaseTag> CaseTags => Set<CaseTag>();

    public DbSet<CaseStay> CaseStays => Set<CaseStay>();

    public DbSet<ReadingCorrection> ReadingCorrections => Set<ReadingCorrection>();

    public DbSet<ReadingLesson> ReadingLessons => Set<ReadingLesson>();

    public DbSet<AssistCall> AssistCalls => Set<AssistCall>();

    public DbSet<OutcomeRow> Outcomes => Set<OutcomeRow>();

    public DbSet<OutcomeFileRow> OutcomeFiles => Set<OutcomeFileRow>();

    public DbSet<OutcomeSource> OutcomeSources => Set<OutcomeSource>();

    public DbSet<CustomerKeyRow> CustomerKeys => Set<CustomerKeyRow>();

    public DbSet<SurveyRow> Surveys => Set<SurveyRow>();

    public DbSet<SurveyAnswerRow> SurveyAnswers => Set<SurveyAnswerRow>();

    public DbSet<SurveyTurn> SurveyTurns => Set<SurveyTurn>();

    public DbSet<PromiseRow> Promises => Set<PromiseRow>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<MessageAlias> MessageAliases => Set<MessageAlias>();

    public DbSet<AttachmentRow> Attachments => Set<AttachmentRow>();

    public DbSet<Blob> Blobs => Set<Blob>();

    public DbSet<Upload> Uploads => Set<Upload>();

    public DbSet<OutboxEntry> Outbox => Set<OutboxEntry>();

    public DbSet<Draft> Drafts => Set<Draft>();

    public DbSet<SecondLook> SecondLooks => Set<SecondLook>();

    public DbSet<ToneRecord> ToneRecords => Set<ToneRecord>();

    public DbSet<VeilOpening> VeilOpenings => Set<VeilOpening>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<ImportReject> ImportRejects => Set<ImportReject>();

    public DbSet<PageLook> PageLooks => Set<PageLook>();

    public DbSet<PageSchedule> PageSchedules => Set<PageSchedule>();

    public DbSet<PageMailing> PageMailings => Set<PageMailing>();

    public DbSet<AccessLink> AccessLinks => Set<AccessLink>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<UserDepartment> UserDepartments => Set<UserDepartment>();

    public DbSet<WorkProfile> WorkProfiles => Set<WorkProfile>();

    public DbSet<PresenceRow> Presences => Set<PresenceRow>();

    public DbSet<Shop> Shops => Set<Shop>();

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Milliseconds>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        builder.Entity<SettingRow>().ToTable("settings").HasKey(s => s.Key);
        builder.Entity<Department>().ToTable("departments");
        builder.Entity<ChannelAccountRow>().ToTable("channel_accounts");
        builder.Entity<RoutingRuleRow>().ToTable("routing_rules");
        builder.Entity<Delivery>().ToTable("deliveries").HasKey(d => d.Seq);
        builder.Entity<LaneEntry>().ToTable("lane_queue").HasKey(l => new { l.Lane, l.Seq });
        builder.Entity<SetAside>().ToTable("set_asides");
        builder.Entity<Refusal>().ToTable("refusals").HasKey(r => new { r.Network, r.Account, r.Reason, r.Day });
        builder.Entity<WaitingChange>().ToTable("waiting_changes");
        builder.Entity<Customer>().ToTable("customers");
        builder.Entity<Identity>().ToTable("identities");
        builder.Entity<Case>(c =>
        {
            c.ToTable("cases").Property(x => x.Number).ValueGeneratedOnAdd();
            c.Property(x => x.Clock).HasConversion(clock => clock.ToJson(), json => WaitClock.FromJson(json));
            c.HasQueryFilter(x => x.Status != CaseStatus.Merged);
            c.Ignore(x => x.LetDownAt).Ignore(x => x.VisitedDepartments).Ignore(x => x.NeededSkills);
        });
        builder.Entity<CaseEventRow>().ToTable("case_events").HasKey(e => new { e.CaseId, e.Version });
        builder.Entity<CaseTag>().ToTable("case_tags").HasKey(t => new { t.CaseId, t.Tag });
        builder.Entity<CaseStay>().ToTable("case_stays").HasKey(s => new { s.CaseId, s.Version });
        builder.Entity<ReadingCorrection>().ToTable("reading_corrections").HasKey(c => c.MessageId);
        builder.Entity<ReadingLesson>().ToTable("reading_lessons");
        builder.Entity<AssistCall>().ToTable("assist_calls");
        builder.Entity<OutcomeRow>().ToTable("outcomes");
        builder.Entity<OutcomeFileRow>().ToTable("outcome_files");
        builder.Entity<OutcomeSource>().ToTable("outcome_sources").HasKey(s => s.Name);
        builder.Entity<CustomerKeyRow>().ToTable("customer_keys").HasKey(k => new { k.Space, k.Value });
        builder.Entity<SurveyRow>().ToTable("surveys");
        builder.Entity<SurveyAnswerRow>().ToTable("survey_answers").HasKey(a => new { a.SurveyId, a.Question });
        builder.Entity<SurveyTurn>().ToTable("survey_turns").HasKey(t => t.CustomerId);
        builder.Entity<PromiseRow>().ToTable("promises");
        builder.Entity<Message>().ToTable("messages");
        builder.Entity<MessageAlias>().ToTable("message_aliases").HasKey(a => new { a.AccountId, a.ExternalId });
        builder.Entity<AttachmentRow>().ToTable("attachments");
        builder.Entity<Blob>().ToTable("blobs").HasKey(b => b.Sha256);
        builder.Entity<Upload>().ToTable("uploads");
        builder.Entity<OutboxEntry>().ToTable("outbox").HasKey(o => o.MessageId);
        builder.Entity<Draft>().ToTable("drafts").HasKey(d => new { d.CaseId, d.UserId, d.Visibility });
        builder.Entity<SecondLook>().ToTable("second_looks");
        builder.Entity<ToneRecord>().ToTable("tone_records");
        builder.Entity<VeilOpening>().ToTable("veil_openings").HasKey(v => new { v.MessageId, v.UserId });
        builder.Entity<Import>().ToTable("imports");
        builder.Entity<ImportReject>().ToTable("import_rejects").HasKey(r => new { r.ImportId, r.Row });
        builder.Entity<PageLook>().ToTable("infographic_looks").HasKey(l => l.Brand);
        builder.Entity<PageSchedule>().ToTable("infographic_schedules");
        builder.Entity<PageMailing>().ToTable("infographic_mailings");
        builder.Entity<User>().ToTable("users");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("user_passkeys");
        builder.Entity<AccessLink>().ToTable("access_links");
        builder.Entity<ApiToken>().ToTable("api_tokens");
        builder.Entity<WorkProfile>().ToTable("work_profiles").HasKey(p => p.UserId);
        builder.Entity<PresenceRow>().ToTable("presences").HasKey(p => p.UserId);
        builder.Entity<Shop>().ToTable("shops");
        builder.Entity<UserDepartment>(d =>
        {
            d.ToTable("user_departments").HasKey(x => new { x.UserId, x.DepartmentId });
            // Saved together, the person and the department go in first.
            d.HasOne<User>().WithMany().HasForeignKey(x => x.UserId).OnDelete(DeleteBehavior.Restrict);
            d.HasOne<Department>().WithMany().HasForeignKey(x => x.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        });

        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.IsOwned())
                continue;
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase(property.Name));
        }

        builder.Entity<IdentityUserPasskey<Guid>>().OwnsOne(p => p.Data).ToJson("data");
    }

    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    private sealed class Milliseconds() : ValueConverter<DateTimeOffset, long>(
        t => t.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));
}
