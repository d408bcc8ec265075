namespace Heed.Testing.Mail;

/// <summary>The files that make Dovecot and Postfix keep to one folder and to loopback.</summary>
internal sealed record MailServerConfiguration(string Folder, int ImapPort, int SmtpPort, int LmtpPort)
{
    public required int SubmissionPort { get; init; }

    public required int AuthPort { get; init; }

    public required string IntrospectUrl { get; init; }

    public string Boxes => Path.Combine(Folder, "box");

    public string DovecotFile => Path.Combine(Folder, "dovecot.conf");

    private string OAuthFile => Path.Combine(Folder, "dovecot-oauth2.conf.ext");

    public string PostfixFolder => Path.Combine(Folder, "postfix");

    public string PostfixData => Path.Combine(Folder, "data");

    public void Write()
    {
        // Dovecot's and Postfix's own users must be able to pass.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        }

        foreach (var folder in new[] { Boxes, PostfixFolder, PostfixData, Path.Combine(Folder, "queue") })
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllText(DovecotFile, Dovecot);
        File.WriteAllText(OAuthFile, OAuth);
        File.WriteAllText(Path.Combine(PostfixFolder, "main.cf"), Main);
        File.WriteAllText(Path.Combine(PostfixFolder, "master.cf"), Master);
    }

    private string Dovecot => $$"""
        base_dir = {{Folder}}/run
        state_dir = {{Folder}}/state
        instance_name = heed-{{ImapPort}}
        protocols = imap lmtp
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        auth_username_format = %Ln
        log_path = {{Folder}}/dovecot.log
        mail_location = maildir:{{Boxes}}/%n
        first_valid_uid = 1
        recipient_delimiter = +
        auth_mechanisms = plain login xoauth2 oauthbearer
        auth_failure_delay = 0
        passdb {
          driver = static
          mechanisms = plain login
          args = password={{MailServers.Password}}
        }
        passdb {
          driver = oauth2
          mechanisms = xoauth2 oauthbearer
          args = {{OAuthFile}}
        }
        service auth {
          inet_listener {
            address = 127.0.0.1
            port = {{AuthPort}}
          }
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home={{Boxes}}/%n allow_all_users=yes
        }
        service imap-login {
          inet_listener imap {
            port = {{ImapPort}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service lmtp {
          inet_listener lmtp {
            address = 127.0.0.1
            port = {{LmtpPort}}
          }
        }
        protocol lmtp {
          postmaster_address = postmaster@acme.example
        }

        """;

    private string OAuth => $"""
        introspection_mode = get
        introspection_url = {IntrospectUrl}
        active_attribute = active
        active_value = true
        username_attribute = email
        username_format = %Ln

        """;

    private string Main => $$"""
        compatibility_level = 3.6
        queue_directory = {{Folder}}/queue
        data_directory = {{PostfixData}}
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = mx.acme.example
        mydestination =
        mynetworks = 127.0.0.0/8
        alias_maps =
        alias_database =
        virtual_mailbox_domains = static:all
        virtual_transport = lmtp:inet:127.0.0.1:{{LmtpPort}}
        transport_maps = inline:{ { gone@example.com = error:5.1.1 no such user here } }
        smtpd_reject_unlisted_recipient = no
        smtpd_recipient_restrictions = check_recipient_access inline:{ { refused@example.com = 550 5.1.1 no such user }, { busy@example.com = 451 4.7.1 come back later } }, permit_mynetworks, reject
        recipient_delimiter = +
        maillog_file = {{Folder}}/postfix.log
        maillog_file_prefixes = {{Folder}}

        """;

    private string Master => $"""
        127.0.0.1:{SmtpPort} inet n - n - - smtpd
        127.0.0.1:{SubmissionPort} inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_sasl_type=dovecot -o smtpd_sasl_path=inet:127.0.0.1:{AuthPort} -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        flush unix n - n 1000 0 flush
        proxymap unix - - n - - proxymap
        proxywrite unix - - n - 1 proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        virtual unix - n n - - virtual
        lmtp unix - - n - - lmtp
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd

        """;
}
